/**
 * Makes the live element like the wanted one, changing as little as possible: what has the same id (or, without one,
 * the same place and tag) stays the same element. So nothing flickers, and focus and scrolling survive.
 */
export function patch(live: Element, wanted: Element): void {
  patchAttributes(live, wanted);
  removeStale(live, wanted);
  const known = new Map([...live.children].filter((child) => child.id !== '').map((child) => [child.id, child]));
  const fresh = [...wanted.childNodes];
  fresh.forEach((next, index) => {
    const current = live.childNodes[index];
    const same = counterpart(next, current, known);
    if (same === undefined) live.insertBefore(next, current ?? null);
    else {
      if (same !== current) live.insertBefore(same, current ?? null);
      if (same instanceof Element && next instanceof Element) patch(same, next);
      else if (same.nodeValue !== next.nodeValue) same.nodeValue = next.nodeValue;
    }
  });
  while (live.childNodes.length > fresh.length) live.lastChild?.remove();
}

/** Before anything is compared by place, so that what stays need not move: an element that moves loses the focus. */
function removeStale(live: Element, wanted: Element): void {
  const ids = new Set([...wanted.children].map((child) => child.id));
  for (const child of [...live.children]) if (child.id !== '' && !ids.has(child.id)) child.remove();
}

function counterpart(next: Node, current: Node | undefined, known: ReadonlyMap<string, Element>): Node | undefined {
  if (!(next instanceof Element)) return current?.nodeType === next.nodeType ? current : undefined;
  if (next.id !== '') {
    const found = known.get(next.id);
    return found?.tagName === next.tagName ? found : undefined;
  }
  return current instanceof Element && current.id === '' && current.tagName === next.tagName ? current : undefined;
}

function patchAttributes(live: Element, wanted: Element): void {
  for (const name of live.getAttributeNames()) {
    // Inline styles of the picture are set afterwards, by the page itself.
    if (name !== 'style' && !wanted.hasAttribute(name)) live.removeAttribute(name);
  }
  for (const name of wanted.getAttributeNames()) {
    if (name === 'style') {
      // The content security policy forbids the attribute and allows this.
      if (live instanceof HTMLElement && wanted instanceof HTMLElement && live.style.cssText !== wanted.style.cssText) {
        live.style.cssText = wanted.style.cssText;
      }
      continue;
    }
    const value = wanted.getAttribute(name) ?? '';
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  // The attribute says only how these began.
  if (live instanceof HTMLInputElement) {
    if (live.type === 'checkbox') live.checked = wanted.hasAttribute('checked');
    if (live.type === 'range') live.value = wanted.getAttribute('value') ?? '';
  }
  if (live instanceof HTMLOptionElement) live.selected = wanted.hasAttribute('selected');
}
