import type { ByName } from '#core/base/table.ts';

type Child = Element | string;
type Attributes = ByName<string | boolean>;

/** An HTML element; an attribute that is false is left out, one that is true has no value. */
export function element(tag: string, attributes: Attributes, ...children: readonly Child[]): HTMLElement {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) created.setAttribute(name, value === true ? '' : value);
  }
  created.append(...children);
  return created;
}

/** The root element of an XML text such as an SVG. */
export function xmlElement(text: string): Element {
  return document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
}
