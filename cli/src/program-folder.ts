/**
 * The folder of the running program, with the rules' documentation and the language server in it.
 *
 * The program is a CommonJS bundle, so this is the folder of the bundle and not that of this source file.
 */
export const programFolder: string = __dirname;
