// Suggests places, addresses, and MLS numbers while a line is typed: a combobox with a list (WAI-ARIA 1.2, APG
// "Editable Combobox With List Autocomplete"). Without this module the field has its own list of cities.
const list = document.createElement('ul');
list.id = 'suggestions';
list.className = 'suggest';
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', 'Suggestions');
const status = document.createElement('p');
status.className = 'visually-hidden';
status.setAttribute('role', 'status');
let input, offers = [], chosen = -1, running, typed = '';

const close = () => {
  offers = [];
  chosen = -1;
  list.hidden = true;
  input?.setAttribute('aria-expanded', 'false');
  input?.removeAttribute('aria-activedescendant');
};

const attach = (field) => {
  input = field;
  field.removeAttribute('list');
  field.setAttribute('autocomplete', 'off');
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id }))
    field.setAttribute(name, value);
  const place = field.closest('.field, .home-search__row') ?? field.parentElement;
  place.classList.add('suggest-place');
  place.append(list, status);
  close();
};

// In the field for an address, parts of it are completed: what stands before a part stays, such as the number.
const isAddress = () => input.dataset.suggest === 'address';
const before = () => isAddress() ? typed.match(/^(?:.*,\s*|\s*\d\S*\s+)?/)[0] : '';

const mark = (index) => {
  chosen = index;
  for (const [at, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(at === index));
  if (index < 0) input.removeAttribute('aria-activedescendant');
  else {
    input.setAttribute('aria-activedescendant', list.children[index].id);
    list.children[index].scrollIntoView({ block: 'nearest' });
  }
  input.value = index < 0 ? typed : before() + offers[index].text;
};

// The visitor stays with the agent whose personal link they followed.
const personal = (href) => {
  const agent = document.documentElement.dataset.with;
  return agent ? `${href}${href.includes('?') ? '&' : '?'}with=${agent}` : href;
};

const choose = (index) => {
  const offer = offers[index];
  input.value = before() + offer.text;
  close();
  if (isAddress()) return;
  // A single home opens its page; a place is added to the other filters.
  if (offer.count === undefined) location.assign(personal(offer.href));
  else input.form.requestSubmit();
};

const option = (offer, index) => {
  const item = document.createElement('li');
  item.id = `suggestion-${index}`;
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', 'false');
  const part = (name, text) => {
    const span = document.createElement('span');
    span.className = `suggest__${name}`;
    span.textContent = text;
    item.append(span, ' ');
  };
  part('text', offer.text);
  if (offer.detail) part('detail', offer.detail);
  const homes = isAddress() ? undefined : offer.count?.toLocaleString('#{layout.lang}');
  part('kind', homes === undefined ? offer.kind : `${offer.kind} · ${homes === '1' ? '#{script.homes.one}' : `#{script.homes.other(homes)}`}`);
  item.addEventListener('pointerdown', (event) => { event.preventDefault(); choose(index); });
  return item;
};

const ask = async () => {
  running?.abort();
  running = new AbortController();
  try {
    const wanted = encodeURIComponent(typed.slice(before().length)) + (isAddress() ? '&for=address' : '');
    const response = await fetch(`/api/suggest?q=${wanted}`, { signal: running.signal });
    const { suggestions } = await response.json();
    if (document.activeElement !== input) return;
    close();
    offers = suggestions;
    list.replaceChildren(...offers.map(option));
    list.hidden = offers.length === 0;
    input.setAttribute('aria-expanded', String(offers.length > 0));
    const many = offers.length;
    status.textContent = many === 0 ? '#{script.suggestions.none}' : many === 1 ? '#{script.suggestions.one}' : `#{script.suggestions.other(many)}`;
  } catch { /* A later letter sent a new request, or the line is used as it is. */ }
};

let settled;
document.addEventListener('input', (event) => {
  if (event.target.dataset?.behavior !== 'suggest') return;
  if (event.target !== input || !list.isConnected) attach(event.target);
  typed = input.value;
  clearTimeout(settled);
  if (typed.slice(before().length).trim().length < 2) close();
  else settled = setTimeout(ask, 90);
});
document.addEventListener('keydown', (event) => {
  if (event.target !== input || list.hidden || event.isComposing) return;
  const last = offers.length - 1;
  const to = { ArrowDown: chosen === last ? -1 : chosen + 1, ArrowUp: chosen === -1 ? last : chosen - 1 }[event.key];
  if (to !== undefined) { event.preventDefault(); mark(to); }
  else if (event.key === 'Escape') { event.preventDefault(); input.value = typed; close(); }
  else if (event.key === 'Enter' && chosen >= 0) { event.preventDefault(); choose(chosen); }
  else if (event.key === 'Tab') close();
});
document.addEventListener('focusout', (event) => { if (event.target === input) close(); });
document.addEventListener('focusin', (event) => { if (event.target.dataset?.behavior === 'suggest' && event.target !== input) attach(event.target); });
