/** What a check, a rule or a past failure adds to a candidate's number, or takes away. */
export interface Addend {
  readonly name: string;
  readonly value: number;
}

/** What a candidate counts where a node is chosen for the addresses, and what that is made of. */
export interface Standing {
  readonly base: number;
  readonly value: number;
  readonly addends: readonly Addend[];
  /** Something keeps it out: it takes no part in the choice, whatever it counts. */
  readonly fault: boolean;
}

/** "101 + 2 (chk_haproxy) = 103", or just "101". */
export function describeStanding({ base, value, addends }: Standing): string {
  if (addends.length === 0) return String(value);
  const sum = addends.map((addend) => `${addend.value < 0 ? '−' : '+'} ${Math.abs(addend.value)} (${addend.name})`);
  return `${base} ${sum.join(' ')} = ${value}`;
}
