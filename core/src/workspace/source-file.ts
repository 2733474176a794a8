import { type Failure, failureOf } from '../base/failure.ts';
import { type LineIndex, lineIndex } from '../base/line-index.ts';
import { memo } from '../base/memo.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import { lowerHaproxy } from '../languages/haproxy/lower.ts';
import { type HaproxySyntax, parseHaproxy, sourceOf } from '../languages/haproxy/parser.ts';
import { type HostFileText, parseHostFile } from '../languages/host/host-file.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import { configIdsOf } from '../languages/keepalived/config-ids.ts';
import { alone, type Configuration } from '../languages/keepalived/configuration.ts';
import { lowerConfiguration } from '../languages/keepalived/lower.ts';
import { type KeepalivedSyntax, parseKeepalived } from '../languages/keepalived/parser.ts';
import type { LanguageId } from '../languages/languages.ts';
import { type Manifest, parseManifest } from '../languages/manifest/manifest.ts';
import { parseSysctl, type SysctlConfig } from '../languages/sysctl/sysctl.ts';
import type { Chunk, SyntaxFile } from '../syntax/chunk.ts';
import type { Stretch } from '../syntax/stretch.ts';
import { asDefinition, isTemplate, mayBeTemplate, withoutTemplate } from '../syntax/template.ts';

/** A file of the workspace at one moment: an immutable value. Paths are opaque but for their `/`. */
export type SourceFile = HaproxyFile | KeepalivedFile | SysctlFile | ManifestFile | HostFile;

interface FileFacts {
  readonly path: string;
  readonly text: string;
  /** A template engine makes the configuration of it: the syntax is that of the text with its marks taken out. */
  readonly template: boolean;
  /** Reading it failed: it is there with an empty text, so that nothing is said of it but that. */
  readonly failure?: Failure;
}

export interface HaproxyFile extends FileFacts {
  readonly language: 'haproxy';
  readonly syntax: HaproxySyntax;
}

export interface KeepalivedFile extends FileFacts {
  readonly language: 'keepalived';
  readonly syntax: KeepalivedSyntax;
  /** What it includes with it, where it is the main file and includes anything. */
  readonly configuration?: Configuration;
}

export interface SysctlFile extends FileFacts {
  readonly language: 'sysctl';
  readonly syntax: SyntaxFile;
  readonly config: SysctlConfig;
}

/** A script or unit: read for what it says about a machine, never judged by itself. */
export interface HostFile extends FileFacts {
  readonly language: 'script' | 'unit';
  readonly syntax: SyntaxFile;
  readonly host: HostFileText;
}

export interface ManifestFile extends FileFacts {
  readonly language: 'manifest';
  readonly syntax: SyntaxFile;
  readonly manifest: Manifest;
}

/** As `sourceFile`, whatever happens: a file whose reading fails costs itself only. */
export function sourceFileOrFailure(...input: Parameters<typeof sourceFile>): SourceFile {
  const [path, language] = input;
  try {
    return sourceFile(...input);
  } catch (thrown) {
    return { ...sourceFile(path, language, ''), failure: failureOf(`reading ${language}`, thrown) };
  }
}

/** Parses a text; what did not change since `previous` keeps its identity, and with it everything derived from it. */
export function sourceFile(path: string, language: LanguageId, text: string, previous?: SourceFile): SourceFile {
  if (language === 'script' || language === 'unit') {
    const host = parseHostFile(text, previous && 'host' in previous ? previous.syntax : undefined);
    return { path, language, text, template: false, syntax: host.syntax, host };
  }
  if (language === 'manifest') {
    const manifest = parseManifest(text, previous?.language === 'manifest' ? previous.syntax : undefined);
    return { path, language, text, template: false, syntax: manifest.syntax, manifest };
  }
  if (language === 'haproxy' && previous?.language === 'haproxy' && !previous.template && !previous.failure) {
    return haproxyFile(path, parseHaproxy(text, previous.syntax));
  }
  const template = isTemplate(text);
  if (language === 'haproxy') {
    const reusable = previous?.language === 'haproxy' ? previous.syntax : undefined;
    const plain = template ? withoutTemplate(text) : text;
    return { path, language, text, template, syntax: parseHaproxy(plain, reusable) };
  }
  if (language === 'keepalived') {
    const reusable = previous?.language === 'keepalived' ? previous.syntax : undefined;
    const plain = template ? withoutTemplate(text, asDefinition) : text;
    return { path, language, text, template, syntax: parseKeepalived(plain, reusable) };
  }
  const config = parseSysctl(text, previous?.language === 'sysctl' ? previous.syntax : undefined);
  return { path, language, text, template, syntax: config.syntax, config };
}

/** A file that is given by its sections. Its text is put together when somebody asks for it. */
export function haproxyFile(path: string, syntax: HaproxySyntax): SourceFile {
  if (syntax.stretches.some(opensTemplate) && isTemplate(sourceOf(syntax))) {
    return sourceFile(path, 'haproxy', sourceOf(syntax));
  }
  return {
    path,
    language: 'haproxy',
    template: false,
    syntax,
    get text() {
      return sourceOf(syntax);
    },
  };
}

export function haproxyConfig(file: HaproxyFile): HaproxyConfig {
  return lowerHaproxy(file.syntax);
}

/** The models of a keepalived file, one for each configuration id that its conditional lines name. */
export const keepalivedVariants = memo((file: KeepalivedFile): readonly [KeepalivedConfig, ...KeepalivedConfig[]] => {
  const configuration = file.configuration ?? alone(file);
  const [first, ...others] = configIdsOf(configuration.syntax).map((id) => lowerConfiguration(configuration, id));
  return first ? [first, ...others] : [lowerConfiguration(configuration)];
});

export const linesOf: (file: SourceFile) => LineIndex = memo((file: SourceFile) => lineIndex(file.text));

/** Whether some comment of the file speaks to haconf. Hardly any file has one, and this is asked after every keystroke. */
export const hasDirectives: (file: SourceFile) => boolean = memo((file: SourceFile) =>
  file.language === 'haproxy' ? file.syntax.stretches.some(mentionsUs) : mentionsUs(file.syntax),
);

/** Of some chunks, asked again only of those that changed. */
const mentionsUs = memo(({ chunks }: { readonly chunks: readonly Chunk[] }): boolean =>
  chunks.some(({ text }) => text.includes('haconf:')),
);

const opensTemplate = memo(({ chunks }: Stretch): boolean => chunks.some(({ text }) => mayBeTemplate(text)));
