// Shows what in the filter sheet contains the words that are typed, and adds features that the sheet does not list, which
// the page of all features has. Without this module, the form leads to that page.
const main = document.querySelector('main.results');
const PAUSE = 250;
let typed = '', waiting, asking;

const field = () => main.querySelector('[data-behavior="find-feature"]');
const words = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const has = (text) => { const all = words(text); return words(typed).every((word) => all.some((each) => each.startsWith(word))); };

const narrow = () => {
  let found = 0;
  for (const group of main.querySelectorAll('.search-form__panel fieldset')) {
    const name = group.querySelector('legend').textContent;
    let shown = 0;
    for (const item of group.querySelectorAll('.check, .field')) {
      const label = item.matches('label') ? item.querySelector('span') : item.querySelector('label');
      item.hidden = Boolean(typed) && !has(`${name} ${label.textContent}`);
      if (!item.hidden) shown++;
    }
    group.hidden = shown === 0;
    found += shown;
  }
  const none = main.querySelector('[data-none]');
  none.textContent = found ? '' : none.dataset.words;
};

// Adds what the server finds among all features.
const look = async () => {
  asking?.abort();
  for (const added of main.querySelectorAll('[data-added]')) if (!added.querySelector(':checked')) added.remove();
  if (words(typed).join('').length < 2) return;
  const { signal } = asking = new AbortController();
  const params = new URLSearchParams(new FormData(field().form));
  try {
    const response = await fetch(`${field().form.action}?${params}`, { signal });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const from of page.querySelectorAll('fieldset[data-group]')) {
      const into = main.querySelector(`[data-features] [data-group="${from.dataset.group}"]`);
      for (const label of into ? from.querySelectorAll('.check') : []) {
        const { value } = label.querySelector('input');
        if (into.querySelector(`input[value="${CSS.escape(value)}"]`)) continue;
        label.dataset.added = '';
        into.append(label);
      }
    }
    narrow();
  } catch (fault) {
    if (fault.name !== 'AbortError') throw fault;
  }
};

const search = () => {
  typed = field().value.trim();
  narrow();
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
};

main.addEventListener('input', ({ target }) => { if (target === field()) search(); });
// The sheet has all that is found.
document.addEventListener('submit', (event) => { if (event.target.id === 'find-features') { event.preventDefault(); search(); } });
// After another search, the sheet is a new one.
document.addEventListener('results:shown', () => { if (typed && field()) { field().value = typed; search(); } });
// What was typed before this module was there.
if (field()?.value) search();
