import type { SourceFile } from '../language.ts';
import type { HaproxyConfig } from './config.ts';
import type { HaproxySyntax } from './parser.ts';

export type HaproxyFile = SourceFile<HaproxySyntax, HaproxyConfig>;
