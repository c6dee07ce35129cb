// The way back to the search a visitor came from, and to the homes before and after this one in it: kept by this tab.
const TRAIL = 'porchlight.trail';
const place = document.querySelector('[data-behavior="trail"]');
const own = document.querySelector('[data-listing-key]')?.dataset.listingKey;

const keep = () => {
  const results = document.querySelector('main.results');
  if (!results) return;
  const homes = [...results.querySelectorAll('.listing-card[data-key]')].map((card) => {
    const link = card.querySelector('a.listing-card__link');
    return { key: card.dataset.key, href: link.getAttribute('href'), name: link.querySelector('span').textContent };
  });
  if (!homes.length) return;
  const heading = document.querySelector('.results__heading')?.textContent.trim() ?? 'Results';
  try { sessionStorage.setItem(TRAIL, JSON.stringify({ href: location.pathname + location.search, heading, homes })); } catch { /* No way back, then. */ }
};

const step = (home, word) => {
  const link = document.createElement('a');
  link.className = `button button--small trail__${word.toLowerCase()}`;
  link.href = home.href;
  link.rel = word === 'Next' ? 'next' : 'prev';
  link.textContent = word;
  link.setAttribute('aria-label', `${word} home: ${home.name}`);
  return link;
};

const show = () => {
  let trail;
  try { trail = JSON.parse(sessionStorage.getItem(TRAIL)); } catch { return; }
  const at = trail?.homes?.findIndex((home) => home.key === own) ?? -1;
  if (at < 0 || !trail.href.startsWith('/homes')) return;
  const back = document.createElement('a');
  back.className = 'trail__back';
  back.href = trail.href;
  back.textContent = `Back to ${trail.heading.charAt(0).toLowerCase()}${trail.heading.slice(1)}`;
  const count = document.createElement('span');
  count.className = 'trail__count';
  count.textContent = `${at + 1} of ${trail.homes.length} on that page`;
  const [previous, next] = [trail.homes[at - 1], trail.homes[at + 1]].map((home) => (home?.href?.startsWith('/listing/') ? home : null));
  place.replaceChildren(back, count, ...(previous ? [step(previous, 'Previous')] : []), ...(next ? [step(next, 'Next')] : []));
  place.hidden = false;
};

if (place) show();
else {
  keep();
  document.addEventListener('results:shown', keep);
}
