import type { CheckReport } from '../check-report.ts';

export function checkJson(report: CheckReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
