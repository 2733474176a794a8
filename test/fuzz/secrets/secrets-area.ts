import { Workspace } from '#core/workspace/workspace.ts';
import type { Dice } from '../../lab/random/dice.ts';
import { type Area, type Counts, count, type Failure } from '../area.ts';
import { outputs } from '../core/outputs.ts';
import { keptFailures } from '../core/promises.ts';
import { type Question, questions } from '../core/questions.ts';
import { Watch } from '../core/watch.ts';
import type { TextSource } from '../inputs/draw.ts';
import { fewerItems } from '../shrink.ts';
import { asFile, type NamedText } from '../trial.ts';
import { formsOf } from './forms.ts';
import { type SecretPosition, secretPositions } from './positions.ts';

/** A line with a secret, and what is wrong around it. */
interface Carrier {
  readonly position: string;
  /** In the place of the section's header. */
  readonly header?: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Behind the line itself. */
  readonly tail: string;
}

export interface SecretTrial {
  readonly carriers: readonly Carrier[];
  readonly seed: number;
}

/** What edits a user's own file: the texts that a rename, a repair or the layout puts there. */
const ofTheFileItself = new Set(['rename', 'rename-odd', 'repairs', 'layout', 'layout-typed']);

const asked: readonly Question[] = [...questions, ...outputs].filter(({ id }) => !ofTheFileItself.has(id));

/** Pairs whose files differ in their secrets, and are damaged around them: no output holds one of these. */
export function secretsArea(source: TextSource, shown: readonly Question[] = asked, note?: number): Area<SecretTrial> {
  const counts: Counts = new Map();
  return {
    name: 'secrets',
    counts,
    draw: (dice) => ({
      carriers: Array.from({ length: dice.between(1, 4) }, () => carrier(dice, source)),
      seed: dice.between(0, 2 ** 30),
    }),
    run: async (trial) => run(trial, shown, new Watch(counts, { ms: 60_000, msPerCharacter: 1 }, note), counts),
    async shrink(trial, fails) {
      const carriers = await fewerItems(trial.carriers, (some) => fails({ ...trial, carriers: some }));
      const now = [...carriers];
      for (const [index, one] of carriers.entries()) {
        const attempt = async (changed: Carrier): Promise<boolean> => {
          if (!(await fails({ ...trial, carriers: now.with(index, changed) }))) return false;
          now[index] = changed;
          return true;
        };
        const current = (): Carrier => now[index] ?? one;
        const { header: _, ...plain } = current();
        await attempt(plain);
        await attempt({ ...current(), tail: '' });
        await fewerItems(one.before, (before) => attempt({ ...current(), before }));
        await fewerItems(one.after, (after) => attempt({ ...current(), after }));
      }
      return { ...trial, carriers: now };
    },
    describe: (trial) =>
      filesOf(trial)
        .files.map(({ path, text }) => `== ${path}\n${text}`)
        .join(''),
    async end() {},
  };
}

function carrier(dice: Dice, source: TextSource): Carrier {
  const some = (most: number): string[] =>
    Array.from({ length: dice.between(0, most) }, () => dice.pick(source.words.lines));
  const { id, header } = dice.pick(secretPositions);
  return {
    position: id,
    ...(dice.chance(0.2) && { header: header.replace(/^\w+/, (word) => dice.pick([word.slice(1), `${word}s`, 'x'])) }),
    before: some(4),
    after: some(4),
    tail: dice.chance(0.3) ? dice.pick([' extra', ' "', ' \\', ' if unknown', ' #', '\r', ' {', ' }']) : '',
  };
}

interface Marked {
  readonly files: readonly NamedText[];
  /** Secrets by the id of their position. */
  readonly secrets: readonly (readonly [string, string])[];
}

function filesOf({ carriers, seed }: SecretTrial): Marked {
  const secrets: [string, string][] = [];
  const files = ['lb1', 'lb2'].flatMap((node, nodeIndex) => {
    const texts = new Map<SecretPosition['file'], string>();
    for (const [index, one] of carriers.entries()) {
      const position = secretPositions.find(({ id }) => id === one.position);
      if (!position) continue;
      const secret = `Zq${seed.toString(36)}S${index}N${nodeIndex}x`;
      secrets.push([position.id, secret]);
      const { file, line } = position;
      const header = one.header ?? position.header;
      const own = `    ${line.replaceAll('SECRET', secret)}${one.tail}`;
      const close = [...header.matchAll(/\{/g)].map(() => '}');
      const block = [header, ...one.before, own, ...one.after, ...close].join('\n');
      texts.set(file, `${texts.get(file) ?? beginning[file]}\n${block}\n`);
    }
    return [...texts].map(([file, text]) => ({ path: `${node}/${file}`, text }));
  });
  return { files, secrets };
}

/** So much is common to the nodes that they are a pair. */
const beginning: Readonly<Record<SecretPosition['file'], string>> = {
  'haproxy.cfg':
    'frontend same\n    bind 192.0.2.10:80\n    default_backend same\nbackend same\n    server a 10.0.0.1:80\n',
  'keepalived.conf':
    'vrrp_instance VI_0 {\n    interface eth0\n    virtual_router_id 50\n    priority 100\n    virtual_ipaddress {\n        192.0.2.10\n    }\n}\n',
};

function run(trial: SecretTrial, shown: readonly Question[], watch: Watch, counts: Counts): readonly Failure[] {
  const { files, secrets } = filesOf(trial);
  count(counts, 'texts', files.length);
  const forms = secrets.flatMap(([position, secret]) => formsOf(secret).map((form) => [position, form] as const));
  const snapshot = new Workspace().applyChange({ set: files.flatMap(({ path, text }) => asFile(path, text) ?? []) });
  const failures: Failure[] = [];
  // What takes long shows what the others show, as well.
  const now = trial.seed % 8 === 0 ? shown : shown.filter(({ heavy }) => !heavy);
  for (const question of now) {
    for (const { path, text } of question.of === 'workspace' ? [{ path: '', text: '' }] : files) {
      // Every line with a secret, before it, in it and behind it.
      const places = question.of === 'place' ? placesOf(text, secrets) : [0];
      for (const offset of places) {
        const answer = watch.ask(question, { snapshot, path, offset }, 1e6);
        if (answer === undefined) continue;
        count(counts, 'outputs');
        for (const [position, form] of forms) {
          const at = answer.indexOf(form);
          if (at < 0) continue;
          const around = answer.slice(Math.max(0, at - 200), at + form.length + 50);
          failures.push({
            oracle: 'secret',
            key: `${position} in ${question.id}`,
            detail: `${question.id}: …${around}…`,
          });
        }
      }
    }
  }
  const known = new Set<string>();
  return [...failures, ...watch.failures, ...keptFailures(snapshot)].filter(
    ({ key }) => !known.has(key) && known.add(key),
  );
}

function placesOf(text: string, secrets: readonly (readonly [string, string])[]): number[] {
  return secrets.flatMap(([, secret]) => {
    const at = text.indexOf(secret);
    return at < 0 ? [] : [text.lastIndexOf('\n', at) + 6, at, at + secret.length];
  });
}
