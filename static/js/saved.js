// Homes and searches that visitors saved, hid, or viewed, stored in this browser only.
const KEYS = { saved: 'porchlight.saved', hidden: 'porchlight.hidden', seen: 'porchlight.seen', compared: 'porchlight.compared' };
const SEARCHES = 'porchlight.searches';
const MOST = 48;

const read = (name) => { try { return JSON.parse(localStorage.getItem(name)) ?? []; } catch { return []; } };
const write = (name, values) => { try { localStorage.setItem(name, JSON.stringify(values.slice(0, MOST))); } catch { /* Kept for this page only. */ } };
const toggle = (name, value) => {
  const values = read(name);
  const has = values.includes(value);
  write(name, has ? values.filter((other) => other !== value) : [value, ...values]);
  return !has;
};
const say = (text) => { const status = document.getElementById('result-status') ?? document.getElementById('saved-status'); if (status) status.textContent = text; };

const dress = (root = document) => {
  const [saved, hidden, seen] = [KEYS.saved, KEYS.hidden, KEYS.seen].map(read);
  for (const card of root.querySelectorAll('.listing-card[data-key]')) {
    const key = card.dataset.key;
    card.querySelector('[data-card-tools]').hidden = false;
    card.querySelector('[data-save]').setAttribute('aria-pressed', saved.includes(key));
    card.querySelector('[data-hide]').setAttribute('aria-pressed', hidden.includes(key));
    card.classList.toggle('listing-card--hidden', hidden.includes(key));
    card.classList.toggle('listing-card--seen', seen.includes(key));
  }
  for (const button of root.querySelectorAll('.listing__tools [data-save]')) {
    const on = saved.includes(button.closest('[data-key]').dataset.key);
    button.hidden = false;
    button.setAttribute('aria-pressed', on);
  }
  const search = root.querySelector('[data-save-search]');
  if (search) search.hidden = false;
  const copy = root.querySelector('[data-copy-link]');
  if (copy) copy.hidden = !navigator.clipboard;
  if (own) together(saved);
};

// On the page of saved homes: actions for all of them.
const own = document.querySelector('[data-behavior="saved"]');
// A key in a comma-separated list of keys.
const escaped = (key) => encodeURIComponent(key.replaceAll('%', '%25').replaceAll(',', '%2C'));
const together = (all) => {
  const keys = all.map(escaped);
  for (const link of own.querySelectorAll('[data-keys-link]')) {
    link.hidden = keys.length < Number(link.dataset.least ?? 1);
    link.href = `${link.dataset.keysLink}?keys=${keys.slice(0, Number(link.dataset.most ?? 24)).join(',')}`;
  }
  const share = own.querySelector('[data-copy-link]');
  share.hidden = !keys.length || !navigator.clipboard;
  share.dataset.copyLink = `${location.origin}/saved?keys=${keys.slice(0, 24).join(',')}`;
};

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  const key = button?.closest('[data-key]')?.dataset.key;
  if (button?.matches('[data-save]')) { const on = toggle(KEYS.saved, key); dress(); say(on ? '#{script.saved}' : '#{script.unsaved}'); }
  else if (button?.matches('[data-hide]')) { const on = toggle(KEYS.hidden, key); dress(); say(on ? '#{script.hidden}' : '#{script.unhidden}'); }
  else if (button?.matches('[data-save-search]')) {
    const name = document.querySelector('.results__words')?.textContent || document.querySelector('.results__heading').textContent;
    const href = location.pathname + location.search;
    write(SEARCHES, [{ name, href }, ...read(SEARCHES).filter((other) => other.href !== href)]);
    button.querySelector('span').textContent = '#{script.search.saved}';
    say('#{script.search.saved.here}');
  } else if (button?.matches('[data-copy-link]')) {
    await navigator.clipboard.writeText(button.dataset.copyLink || location.href);
    button.querySelector('span').textContent = '#{script.link.copied}';
    say('#{script.link.copied}');
  }
});
document.addEventListener('results:shown', () => dress());
dress();

const listing = document.querySelector('[data-listing-key]');
if (listing) write(KEYS.seen, [listing.dataset.listingKey, ...read(KEYS.seen).filter((key) => key !== listing.dataset.listingKey)]);

// Fills the lists on the page of saved homes with the cards of the homes stored here.
const cards = async (section, keys) => {
  const list = section.querySelector('.card-grid');
  const empty = section.querySelector('[data-empty]');
  empty.hidden = keys.length > 0;
  if (!keys.length) { list.replaceChildren(); return; }
  const page = new DOMParser().parseFromString(await (await fetch(`/saved?keys=${keys.slice(0, 24).join(',')}`)).text(), 'text/html');
  list.replaceChildren(...page.querySelectorAll('.saved__shared .card-grid > li'));
  dress();
};

if (own) {
  own.hidden = false;
  for (const section of own.querySelectorAll('[data-list]')) cards(section, read(KEYS[section.dataset.list]));
  const searches = own.querySelector('[data-searches]');
  const row = ({ name, href }) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = href;
    link.textContent = name;
    const drop = document.createElement('button');
    drop.type = 'button';
    drop.className = 'button button--small';
    drop.textContent = 'Remove';
    drop.setAttribute('aria-label', `Remove ${name}`);
    drop.addEventListener('click', () => { write(SEARCHES, read(SEARCHES).filter((other) => other.href !== href)); show(); });
    item.append(link, drop);
    return item;
  };
  const show = () => {
    const kept = read(SEARCHES).filter(({ href }) => href.startsWith('/homes'));
    searches.replaceChildren(...kept.map(row));
    own.querySelector('[data-no-searches]').hidden = kept.length > 0;
  };
  show();
}
