type Child = Node | string | false | undefined;

/** The element of this id, which index.html has. */
export function find(id: string): HTMLElement;
export function find<T extends HTMLElement>(id: string, kind: new () => T): T;
export function find(id: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}.`);
  return element;
}

/** Text is only ever text: nothing that came from elsewhere is read as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

/** What went wrong, in the place of what was there, and where it is seen. */
export function showRefusal(place: HTMLElement, box: HTMLElement, said: string): void {
  place.replaceChildren(box);
  box.scrollIntoView({ block: 'nearest' });
  announce(said);
}

/** Says something to those who do not see the page, after what was said just before. */
export function announce(text: string): void {
  const announcer = find('announcer');
  announcer.append(make('p', {}, text));
  if (announcer.childElementCount > 5) announcer.firstElementChild?.remove();
}
