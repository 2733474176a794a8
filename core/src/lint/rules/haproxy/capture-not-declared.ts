import { type Directive, directiveSite, type HaproxySection, mayHold } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const captureNotDeclared: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'capture-not-declared',
  severity: 'warning',
  verdict: 'own',
  summary: '`capture.req.hdr(1)` where there is no second capture: it is always empty.',
  sections: ['frontend', 'listen'],
  checkSection(section, report, { path, defaults }) {
    if (!section.syntax.text.includes('capture.re') || section.conditional || defaults?.conditional) return;
    if (defaults && mayHold(defaults, 'capture')) return;
    const counts = { req: countOf(section, 'req'), res: countOf(section, 'res') };
    for (const directive of section.directives) {
      for (const word of directive.args) {
        if (!word.value.includes('capture.re')) continue;
        for (const [, side, index] of word.value.matchAll(/(?<![\w.-])capture\.(req|res)\.hdr\((\d{1,6})\)/g)) {
          const count = counts[side === 'req' ? 'req' : 'res'];
          if (Number(index) < count) continue;
          report({
            at: { path, site: directiveSite(section, directive, word, word) },
            message: `"capture.${side}.hdr(${index})" is always empty: this section declares ${declared(count, side === 'req' ? 'request' : 'response')}. Declare one with "capture ${side === 'req' ? 'request' : 'response'} header NAME len 64", or correct the number.`,
          });
        }
      }
    }
  },
};

function declared(count: number, side: string): string {
  if (count === 0) return `no captures of the ${side}`;
  return count === 1
    ? `one capture of the ${side}, whose number is 0`
    : `${count} captures of the ${side}, whose numbers are 0 to ${count - 1}`;
}

/** How many slots there are: lines that declare one, and rules that do on their way. */
function countOf({ directives }: HaproxySection, side: 'req' | 'res'): number {
  const long = side === 'req' ? 'request' : 'response';
  let count = 0;
  for (const { keyword, args, negated } of directives) {
    if (negated) continue;
    if (keyword === 'capture' && args[0]?.value === long) count++;
    else if (keyword === 'declare' && args[0]?.value === 'capture' && args[1]?.value === long) count++;
    else if (capturesIn(keyword, args) && (keyword.endsWith('request') ? 'req' : 'res') === side) count++;
  }
  return count;
}

/** `http-request capture req.hdr(x) len 64`, which makes a slot; behind `id` it uses one. */
function capturesIn(keyword: string, args: Directive['args']): boolean {
  const at = keyword === 'tcp-request' ? 1 : 0;
  return (
    /^(?:http|tcp)-(?:request|response)$/.test(keyword) &&
    args[at]?.value === 'capture' &&
    args.some(({ value }) => value === 'len')
  );
}
