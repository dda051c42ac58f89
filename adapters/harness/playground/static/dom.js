// Elements from data. Text always becomes a text node: nothing that anybody wrote is ever read as markup.

/** Return an element. `props` are properties, except `class`, `data`, `aria` and `on`; children are nodes or text. */
export function h(tag, props = {}, ...children) {
  const { class: className, data = {}, aria = {}, on = {}, role, ...rest } = props;
  const element = Object.assign(document.createElement(tag), rest);
  if (className) element.className = className;
  if (role) element.setAttribute("role", role);
  Object.assign(element.dataset, data);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Make the children of a parent these elements, moving as few as possible: focus and announcements stay put. */
export function arrange(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  wanted.forEach((element, place) => {
    if (parent.childNodes[place] !== element) parent.insertBefore(element, parent.childNodes[place] ?? null);
  });
}

/** Return a link when it leads to the web or a mailbox; else its text. Nothing is fetched until someone follows it. */
export function link(address, ...label) {
  const children = label.length ? label : [address];
  if (!/^(https?|mailto):/i.test(address)) return h("span", {}, ...children);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}
