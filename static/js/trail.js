// Links back to the search a visitor came from, and to the previous and next homes in it, across its pages; stored per
// tab.
const TRAIL = 'porchlight.trail';
const place = document.querySelector('[data-behavior="trail"]');
const own = document.querySelector('[data-listing-key]')?.dataset.listingKey;
const isSearch = (href) => typeof href === 'string' && href.startsWith('/homes');
const isHome = (href) => typeof href === 'string' && href.startsWith('/listing/');

const read = (results, href) => {
  const step = (rel) => results.querySelector(`.pagination a[rel="${rel}"]`)?.getAttribute('href');
  const homes = [...results.querySelectorAll('.listing-card[data-key]')].map((card) => {
    const link = card.querySelector('a.listing-card__link');
    return { key: card.dataset.key, href: link.getAttribute('href'), name: link.querySelector('span').textContent };
  });
  const [, from = '1', total = String(homes.length)] = results.querySelector('.pagination__summary')?.textContent.match(/([\d,]+)–[\d,]+ of ([\d,]+)/) ?? [];
  return { href, from: Number(from.replaceAll(',', '')), total, heading: results.querySelector('.results__heading')?.textContent.trim() ?? '#{script.trail.results}', homes, previous: step('prev'), next: step('next') };
};

const keep = (trail) => {
  try { sessionStorage.setItem(TRAIL, JSON.stringify(trail)); } catch { /* Then there is no link back. */ }
};

const note = () => {
  const results = document.querySelector('main.results');
  const trail = results && read(results, location.pathname + location.search);
  if (trail?.homes.length) keep(trail);
};

const step = (forward, label, href) => {
  const link = document.createElement('a');
  link.className = `button button--small trail__${forward ? 'next' : 'previous'}`;
  link.href = href;
  link.rel = forward ? 'next' : 'prev';
  link.textContent = forward ? '#{script.trail.next}' : '#{script.trail.previous}';
  link.setAttribute('aria-label', label);
  return link;
};

const toHome = (home, forward) => {
  if (!isHome(home?.href)) return null;
  const { name, href } = home;
  return step(forward, forward ? `#{script.trail.next.home(name)}` : `#{script.trail.previous.home(name)}`, href);
};

// After the page's last home, links to the first home of the next page, which is looked up when needed; if that fails,
// the link leads to that page itself.
const toPage = (href, forward) => {
  if (!isSearch(href)) return null;
  const link = step(forward, forward ? '#{script.trail.next.page}' : '#{script.trail.previous.page}', href);
  link.addEventListener('click', async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    let home;
    try {
      const results = new DOMParser().parseFromString(await (await fetch(href)).text(), 'text/html').querySelector('main.results');
      const trail = read(results, href);
      home = trail.homes.at(forward ? 0 : -1);
      if (isHome(home.href)) keep(trail);
    } catch { /* Then link to the page itself. */ }
    location.assign(isHome(home?.href) ? home.href : href);
  });
  return link;
};

const show = () => {
  let trail;
  try { trail = JSON.parse(sessionStorage.getItem(TRAIL)); } catch { return; }
  const at = trail?.homes?.findIndex((home) => home.key === own) ?? -1;
  if (at < 0 || !isSearch(trail.href)) return;
  const back = document.createElement('a');
  back.className = 'trail__back';
  back.href = trail.href;
  const heading = trail.heading.charAt(0).toLowerCase() + trail.heading.slice(1);
  back.textContent = `#{script.trail.back(heading)}`;
  const count = document.createElement('span');
  count.className = 'trail__count';
  const position = (trail.from + at).toLocaleString('#{layout.lang}');
  const { total } = trail;
  count.textContent = `#{script.trail.position(position, total)}`;
  const previous = at > 0 ? toHome(trail.homes[at - 1], false) : toPage(trail.previous, false);
  const next = at < trail.homes.length - 1 ? toHome(trail.homes[at + 1], true) : toPage(trail.next, true);
  const steps = document.createElement('span');
  steps.className = 'trail__steps';
  steps.append(...[previous, next].filter(Boolean));
  place.replaceChildren(back, count, steps);
  place.hidden = false;
};

if (place) show();
else {
  note();
  document.addEventListener('results:shown', note);
}
