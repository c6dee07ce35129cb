/* Porchlight search widget, version 1. */
(() => {
  const site = new URL(document.currentScript.src).origin;
  const FILTERS = 'q city zip county subdivision school min_price max_price max_monthly down rate term beds max_beds baths max_baths min_sqft max_sqft min_lot max_lot min_year max_year stories min_garage min_parking type subtype status garage pool waterfront has_view fireplace new_construction senior feature max_hoa max_days open_house price_cut back_on_market ours keywords bounds polygon near sort'.split(' ');
  // Maps attributes to parameters: radius rounds corners, within is the radius of a search near a point.
  const OTHERS = { theme: 'theme', accent: 'accent', radius: 'corners', open: 'open', within: 'radius', search: 'search' };
  const HEIGHTS = { search: 420, results: 900, carousel: 620, listing: 760, ours: 900 };
  const PATIENCE = 6000;
  // Texts on the host's page, in the host's language if it is supported.
  const WORDS = {
    en: ['Home search', (host) => `The home search cannot be shown on ${host}. The owner of ${site} can allow it (setting EMBED_ORIGINS).`],
    es: ['Búsqueda de casas', (host) => `La búsqueda de casas no se puede mostrar en ${host}. El dueño de ${site} puede permitirlo (ajuste EMBED_ORIGINS).`],
    fr: ['Recherche de logements', (host) => `La recherche de logements ne peut pas être affichée sur ${host}. Le propriétaire de ${site} peut l’autoriser (réglage EMBED_ORIGINS).`],
  };

  const show = (element) => {
    if (element.shadowRoot) return;
    const read = (name) => element.getAttribute(name) ?? element.getAttribute(`data-${name}`);
    const kind = HEIGHTS[read('kind')] ? read('kind') : 'results';
    const listing = read('listing');
    const path = kind === 'listing' && listing ? `listing/${encodeURIComponent(listing)}` : kind === 'search' ? 'search' : 'results';
    const url = new URL(`/embed/${path}`, site);
    for (const name of FILTERS)
      for (const value of (read(name) ?? read(name.replaceAll('_', '-')) ?? '').split(['subtype', 'status', 'feature'].includes(name) ? ',' : '\n'))
        if (value.trim()) url.searchParams.append(name, value.trim());
    for (const name in OTHERS) if (read(name)) url.searchParams.set(OTHERS[name], read(name));
    if (kind === 'ours') url.searchParams.set('ours', 'yes');
    if (kind === 'carousel') url.searchParams.set('layout', 'carousel');

    const asked = element.closest('[lang]')?.lang.slice(0, 2).toLowerCase();
    const lang = WORDS[asked] ? asked : 'en';
    const frame = document.createElement('iframe');
    const theme = read('theme');
    frame.title = read('title') || WORDS[lang][0];
    frame.src = url;
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    if (element.getBoundingClientRect().top > innerHeight) frame.loading = 'lazy';
    frame.style.cssText = 'display:block;width:100%;border:0';
    frame.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : 'light dark';
    const least = Math.min(Math.max(parseInt(read('min-height'), 10) || 100, 100), 4000);
    // Reserves space before the frame reports its height, to limit layout shifts on the host's page.
    frame.style.height = `${Math.max(least, HEIGHTS[kind])}px`;
    // In a shadow tree no host styles reach the frame; the element's content remains for visitors without scripts.
    const root = element.attachShadow({ mode: 'open' });
    root.append(frame);

    let heard = false;
    let loads = 0;
    const hear = (event) => {
      if (event.source !== frame.contentWindow || event.origin !== site) return;
      const { porchlight, type, height } = event.data ?? {};
      if (porchlight !== 1 || type !== 'height' || !Number.isFinite(height)) return;
      heard = true;
      frame.style.height = `${Math.min(Math.max(height, least), 12000)}px`;
    };
    addEventListener('message', hear);
    const giveUp = () => {
      if (heard || !frame.isConnected) return;
      removeEventListener('message', hear);
      const note = document.createElement('p');
      note.lang = lang;
      note.textContent = WORDS[lang][1](location.origin);
      frame.replaceWith(document.createElement('slot'), note);
    };
    frame.addEventListener('load', () => {
      frame.contentWindow.postMessage({ porchlight: 1, type: 'hello' }, site);
      if (++loads > 1 && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      setTimeout(giveUp, PATIENCE);
    });
  };

  if (!customElements.get('porchlight-search'))
    customElements.define('porchlight-search', class extends HTMLElement {
      connectedCallback() { show(this); }
    });
  const find = () => document.querySelectorAll('[data-porchlight="search"]').forEach(show);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', find);
  else find();
})();
