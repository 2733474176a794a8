/** The forms in which a secret of letters and digits may leave: as it is, turned around, in hexadecimal, in base64. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // In base64 a text has another form for each place modulo 3, and its ends depend on what is around.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before === 0 ? 0 : before + 1, -2),
  );
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const hex = bytes.toString('hex');
  return [secret, [...secret].reverse().join(''), hex, hex.toUpperCase(), percent, percent.toUpperCase(), ...base64];
}
