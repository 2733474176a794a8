/**
 * Which of many timers runs out first; of equal ones that of the lowest index. A tournament: setting one timer plays
 * again only the matches on its way to the top.
 */
export class TimerTree {
  private readonly times: number[];
  private readonly leaves: number;
  /** Of each match who won it, `winners[1]` the final; below are the timers themselves. */
  private readonly winners: number[];

  constructor(times: readonly number[]) {
    this.times = [...times];
    let leaves = 1;
    while (leaves < times.length) leaves *= 2;
    this.leaves = leaves;
    this.winners = new Array<number>(2 * leaves);
    for (let leaf = 0; leaf < leaves; leaf++) this.winners[leaves + leaf] = leaf;
    for (let match = leaves - 1; match >= 1; match--) this.play(match);
  }

  /** The index of the first timer to run out; its time may be Infinity. */
  get first(): number {
    return this.winners[1] ?? 0;
  }

  /** When the first timer runs out; Infinity: never. */
  get firstTime(): number {
    return this.times[this.first] ?? Number.POSITIVE_INFINITY;
  }

  set(index: number, time: number): void {
    this.times[index] = time;
    for (let match = (this.leaves + index) >> 1; match >= 1; match >>= 1) this.play(match);
  }

  private play(match: number): void {
    const left = this.winners[2 * match] ?? 0;
    const right = this.winners[2 * match + 1] ?? 0;
    const isRight = (this.times[right] ?? Number.POSITIVE_INFINITY) < (this.times[left] ?? Number.POSITIVE_INFINITY);
    this.winners[match] = isRight ? right : left;
  }
}
