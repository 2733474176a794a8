/**
 * The id of a language with the type of what its files say: for those who know the models of languages and not their
 * texts, such as clusters.
 */
export interface ModelKey<Model> {
  readonly id: string;
  /** Never there: it binds the type. */
  readonly model?: Model;
}
