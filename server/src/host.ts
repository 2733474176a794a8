/** What a server needs from the world to see files that no editor has open. Paths are URIs. */
export interface FileHost {
  /** All files below the workspace's folders that may be configurations, by their names. */
  findFiles(folders: readonly string[]): Promise<readonly string[]>;
  /** A file's text; null when it cannot be read. */
  readFile(uri: string): Promise<string | null>;
  /** Those of these paths that are files; folders are not. */
  existingFiles(uris: readonly string[]): Promise<readonly string[]>;
}
