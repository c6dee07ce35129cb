// Searches as the form changes: requests the ordinary page once and shows its form and results. Without this module, or
// if anything fails, the form is submitted and links are followed as usual.
const main = document.querySelector('main.results');
const status = document.getElementById('result-status');
const FORMS = '[data-behavior="search-form"], [data-behavior="submit-on-change"]';
let running, pressed, exchanging = false, shown = location.href.split('#')[0];

const address = (form) => {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== '') params.append(name, value);
  const query = params.toString();
  return form.action.split('?')[0] + (query ? `?${query}` : '');
};

// The same control on the next page; for choices, the one with the same value.
const same = (element) => {
  if (element.matches('summary')) return `[data-menu="${element.parentElement.dataset.menu}"] > summary`;
  if (element.matches('[type="checkbox"]')) return `[name="${element.name}"][value="${CSS.escape(element.value)}"]`;
  return element.id && `#${CSS.escape(element.id)}`;
};

// The value of each control, by what identifies it.
const state = (form) => new Map([...form.elements].filter((field) => field.name && field.type !== 'hidden' && same(field))
  .map((field) => [same(field), field.type === 'checkbox' ? field.checked : field.value]));

// Keeps what was open and focused; keeps what was chosen or typed since the search was sent, and sends it with the
// next.
const exchange = (page, selector, sent) => {
  const [old, fresh] = [main.querySelector(selector), page.querySelector(selector)];
  if (!old || !fresh) return;
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const unsent = sent ? [...state(old)].filter(([field, value]) => sent.get(field) !== value) : [];
  const at = old.querySelector('details[open] > .menu__panel')?.scrollTop ?? 0;
  for (const { dataset } of old.querySelectorAll('details[open]')) fresh.querySelector(`[data-menu="${dataset.menu}"]`)?.setAttribute('open', '');
  // Removing a half-typed field must not trigger a search.
  exchanging = true;
  old.replaceWith(fresh);
  exchanging = false;
  fresh.querySelector('details[open] > .menu__panel')?.scrollTo(0, at);
  for (const [name, value] of unsent) {
    const field = fresh.querySelector(name);
    if (field) field[field.type === 'checkbox' ? 'checked' : 'value'] = value;
  }
  const field = active && same(active) ? fresh.querySelector(same(active)) : null;
  field?.focus({ preventScroll: true });
  if (!field?.matches('input:not([type="checkbox"])') || field.value === field.defaultValue) return;
  field.setSelectionRange(active.selectionStart, active.selectionEnd);
  field.addEventListener('blur', () => field.value === field.defaultValue || field.dispatchEvent(new Event('change', { bubbles: true })), { once: true });
};

// A loan that was typed says nothing until the search is by monthly cost: its address has no room for it.
const keepLoan = (page, sent) => {
  const { max_monthly: most, sort } = page.querySelector('[data-behavior="search-form"]')?.elements ?? {};
  if (sent && most && !most.value && sort?.value !== 'monthly') for (const name of ['down', 'rate', 'term']) sent.delete(`#${name}`);
};

const show = async (url, { push = true, move = false, typed = false } = {}) => {
  running?.abort();
  const { signal } = running = new AbortController();
  const form = main.querySelector('[data-behavior="search-form"]');
  const sent = form && state(form);
  main.querySelector('#results')?.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(url, { signal });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const found = page.querySelector('main.results #results');
    await pressed;
    if (signal.aborted) return;
    // A different page (a home, an error) is loaded normally.
    if (!found) return location.assign(url);
    // Repeating the same search does not add a history entry.
    const to = new URL(response.redirected ? response.url : url, location.href).href;
    if (push && to !== shown) history.pushState(null, '', to);
    shown = location.href.split('#')[0];
    document.title = page.title;
    main.className = page.querySelector('main.results').className;
    main.querySelector('.error-summary')?.remove();
    const faults = page.querySelector('.error-summary');
    if (faults) main.prepend(faults);
    if (typed) keepLoan(page, sent);
    exchange(page, '[data-behavior="search-form"]', sent);
    exchange(page, '#results');
    // Removes the text about a place when the search is no longer for exactly that place.
    main.querySelector('.about')?.remove();
    const about = page.querySelector('.about');
    if (about) main.append(about);
    faults?.focus();
    status.textContent = main.querySelector('.results__heading').textContent;
    if (move) main.querySelector('.results__head').scrollIntoView({ block: 'start' });
    document.dispatchEvent(new CustomEvent('results:shown'));
  } catch (fault) {
    if (fault.name !== 'AbortError') location.assign(url);
  }
};

// A pressed element is not replaced under the pointer, because the click would be lost.
addEventListener('pointerdown', () => {
  pressed = new Promise((done) => {
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(done), { once: true });
    setTimeout(done, 1000);
  });
});

// Menus close on a click outside, Escape, and the button that shows the homes.
const close = (except) => { for (const menu of document.querySelectorAll('.menu[open]:not(.menu--wrong)')) if (menu !== except) menu.open = false; };
document.addEventListener('click', ({ target }) => { if (!target.isConnected) return; close(target.closest('[data-close]') ? null : target.closest('.menu')); });
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && document.activeElement?.closest('.menu[open]');
  if (menu) { close(); menu.querySelector('summary').focus(); }
});

// Finding a feature has a module of its own, loaded when it is first used.
document.addEventListener('focusin', ({ target }) => { if (target.matches('[data-behavior="find-feature"]')) import(target.dataset.module); });

const submit = (form) => (main ? show(address(form), { typed: true }) : location.assign(address(form)));

// The form may have been exchanged since a control of it changed. What was typed in the meantime is in the new one only.
const current = (form, changed) => {
  const now = form.isConnected ? form : main.querySelector(`[data-behavior="${form.dataset.behavior}"]`);
  const control = now !== form && now?.elements.namedItem(changed.name);
  if (control?.matches?.('select')) control.value = changed.value;
  return now ?? form;
};

if (main) {
  let settled;
  document.addEventListener('change', (event) => {
    const form = event.target.closest(FORMS);
    if (!form || exchanging || event.target.name === 'q' || event.target.form !== form) return;
    clearTimeout(settled);
    settled = setTimeout(() => submit(current(form, event.target)), 120);
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-swap]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.href, { move: Boolean(link.closest('.pagination')) });
  });
  // Moving to a fragment of the page is not another search.
  addEventListener('popstate', () => { if (location.href.split('#')[0] !== shown) show(location.href, { push: false }); });
  // Other modules request a search with this event, such as an area drawn on the map.
  document.addEventListener('results:search', (event) => show(event.detail));
}

document.addEventListener('submit', (event) => {
  const form = event.target.closest(FORMS);
  if (!form) return;
  event.preventDefault();
  submit(form);
});
document.querySelector('.error-summary')?.focus();
