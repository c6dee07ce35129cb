// The map beside the results: Leaflet, loaded when the map becomes visible, with prices and clusters computed by the
// server from the whole result. The list contains everything on the map.
const panel = document.querySelector('[data-behavior="map"]');
const main = document.querySelector('main.results');
const wide = matchMedia('(min-width: 64rem)');
const CLOSED = 'porchlight.map.closed';
let map, L, opening, homes, shapes, marks = new Map(), corners = [], drawing = false, running, quiet = false, missing = '', clusters = [], unlocated = false;

const results = () => document.getElementById('results');
const [tools, drawTools] = panel ? panel.querySelectorAll('.map__tools') : [];
const note = panel?.querySelector('.map__note');
const tool = (name) => panel.querySelector(`[data-map="${name}"]`);
const numbers = (text) => text.split(',').map(Number);
const pair = ([lat, lng]) => `${lng.toFixed(5)} ${lat.toFixed(5)}`;

let basemap;
const colorOf = (name) => basemap.colorOf(panel, name);

const extent = (told = results().dataset.extent) => {
  if (!told) return null;
  const [west, south, east, north] = numbers(told);
  return [[south, west], [north, east]];
};

// Moves not made by the visitor do not offer to search the area.
const quietly = (move) => {
  quiet = true;
  move();
  quiet = false;
};
const fit = (bounds, maxZoom) => quietly(() => map.fitBounds(bounds, { padding: [24, 24], maxZoom, animate: false }));

// Only once, however often it is called; retried after a failure.
const open = () => { opening ??= start().catch((fault) => { opening = null; throw fault; }); return opening; };

const start = async () => {
  basemap = await import(panel.dataset.basemap);
  L = await basemap.load(panel);
  map = L.map(panel.querySelector('.map__canvas'), basemap.options(panel));
  fit(extent() ?? extent(results().dataset.whole) ?? [[24.5, -125], [49.4, -66.9]], 16);
  basemap.ground(panel, map, L);
  shapes = L.layerGroup().addTo(map);
  homes = L.layerGroup().addTo(map);
  tools.hidden = false;
  map.on('moveend', () => { unlocated = false; refresh(); tool('area').hidden = quiet && tool('area').hidden; });
  map.on('click', ({ latlng, containerPoint }) => {
    if (!drawing) return;
    // The first corner closes the area.
    const closes = corners.length > 2 && map.latLngToContainerPoint(corners[0]).distanceTo(containerPoint) < 14;
    closes ? act.finish() : corner(latlng);
  });
  outline();
  await refresh();
};

// The part of the search's own area that is visible.
const seen = (params) => {
  const bounds = map.getBounds().pad(0.05);
  let [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  if (params.has('bounds')) {
    const own = numbers(params.get('bounds'));
    [west, south, east, north] = [Math.max(west, own[0]), Math.max(south, own[1]), Math.min(east, own[2]), Math.min(north, own[3])];
  }
  const kept = (degrees, most) => Math.max(-most, Math.min(most, degrees)).toFixed(6);
  return west < east && south < north ? `${kept(west, 180)},${kept(south, 89)},${kept(east, 180)},${kept(north, 89)}` : null;
};

const refresh = async () => {
  const params = new URLSearchParams(results().dataset.query);
  const bounds = seen(params);
  if (!bounds) { homes.clearLayers(); return; }
  params.set('bounds', bounds);
  params.set('zoom', Math.round(map.getZoom()));
  running?.abort();
  running = new AbortController();
  try {
    const response = await fetch(`/api/pins?${params}`, { signal: running.signal });
    if (response.ok) draw(await response.json());
  } catch { /* The map moved on. */ }
};

// A pin's own card, and those of the homes in a cluster.
const light = (isOf) => { for (const card of results().querySelectorAll('.listing-card[data-key]')) card.classList.toggle('listing-card--lit', isOf(card.dataset)); };
const dim = () => light(() => false);

const marker = (lat, lng, name, text, label, isOf, chosen) => {
  const face = document.createElement('span');
  face.textContent = text;
  const mark = L.marker([lat, lng], { icon: L.divIcon({ className: `map__mark map__mark--${name}`, html: face, iconSize: null }), keyboard: true, title: label, alt: label, riseOnHover: true });
  const act = () => { if (!drawing) chosen(); };
  mark.on('click', act);
  mark.on('keydown', ({ originalEvent }) => { if (['Enter', ' '].includes(originalEvent.key)) { originalEvent.preventDefault(); act(); } });
  mark.on({ mouseover: () => light(isOf), mouseout: dim });
  mark.on('add', () => {
    const element = mark.getElement();
    element.setAttribute('aria-label', label);
    element.addEventListener('focus', () => light(isOf));
    element.addEventListener('blur', dim);
  });
  return mark.addTo(homes);
};

const draw = ({ clusters: groups, pins, unplaced }) => {
  homes.clearLayers();
  dim();
  marks = new Map();
  clusters = [];
  for (const { lat, lng, count, bounds: [west, south, east, north] } of groups) {
    const holds = ({ at }) => { if (!at) return false; const [y, x] = numbers(at); return y >= south && y <= north && x >= west && x <= east; };
    const mark = marker(lat, lng, 'cluster', count.toLocaleString('#{layout.lang}'), `#{script.homes.other(count)}`, holds, () => {
      // Homes in one building stay together at any zoom, so their list is shown.
      if (Math.max(north - south, east - west) < 0.0002 || map.getZoom() >= 18) search({ bounds: [west - 1e-4, south - 1e-4, east + 1e-4, north + 1e-4].map((degrees) => degrees.toFixed(6)).join(',') }, { list: true });
      else map.fitBounds([[south, west], [north, east]], { padding: [48, 48], maxZoom: 18 });
    });
    if (count >= 100) mark.getElement().classList.add('map__mark--large');
    clusters.push({ mark, count, holds });
  }
  for (const pin of pins) {
    const mark = marker(pin.lat, pin.lng, 'pin', pin.price, `${pin.price}, ${pin.address}, ${pin.facts}`, ({ key }) => key === pin.key, () => card(pin));
    marks.set(pin.key, mark);
  }
  const { outside } = results().dataset;
  const far = outside && Number(outside).toLocaleString('#{layout.lang}');
  const listed = unplaced && unplaced.toLocaleString('#{layout.lang}');
  missing = [
    far && (far === '1' ? '#{script.map.outside.one}' : `#{script.map.outside.other(far)}`),
    listed && `#{script.map.unplaced(listed)}`,
  ].filter(Boolean).join('. ');
  // Pins that were asked for before the location was refused must not hide that it was.
  if (!drawing && !unlocated) note.textContent = missing;
};

// A card's own pin, or the smallest cluster that contains it.
const markOf = (home) => marks.get(home.key)?.getElement()
  ?? clusters.filter(({ holds }) => holds(home)).sort((a, b) => a.count - b.count)[0]?.mark.getElement();

const card = (pin) => {
  const listed = results().querySelector(`[data-key="${CSS.escape(pin.key)}"] img`);
  const box = document.createElement('a');
  box.className = 'map__card';
  box.href = pin.path;
  // The list has the photos of its own homes; those of homes on other pages load when their card opens.
  const photo = listed ? listed.currentSrc || listed.src : pin.photo;
  if (photo) box.append(Object.assign(new Image(), { src: photo, alt: '', width: 240, height: 160 }));
  for (const [name, text] of [['price', pin.price], ['address', pin.address], ['facts', pin.facts]]) {
    const part = document.createElement('span');
    part.className = `map__card-${name}`;
    part.textContent = text;
    box.append(part);
  }
  const at = [pin.lat, pin.lng];
  const popup = L.popup({ offset: [0, -8], minWidth: 200, maxWidth: 240, autoPan: false }).setLatLng(at).setContent(box).openOn(map);
  clear(at, popup.getElement());
};

// Moves the map, and the page if too little of the map is visible, so that a card above a point is completely visible
// and not under the buttons; on phones one of them covers the lower end of the window.
const clear = (at, box) => {
  const size = map.getSize();
  const side = Math.min(box.offsetWidth / 2 + 8, size.x / 2);
  // The zoom buttons are on the left.
  const left = Math.min(side + 48, size.x - side);
  const above = Math.min(box.offsetHeight + panel.querySelector('.map__over').offsetHeight + 48, size.y - 48);
  quietly(() => map.panInside(at, { paddingTopLeft: [left, above], paddingBottomRight: [side, 16], animate: false }));
  const hidden = box.getBoundingClientRect().bottom - innerHeight + (wide.matches ? 0 : 72);
  if (hidden > 0) scrollBy(0, hidden);
};

// The same search in another area of the map, on phones with the map or the list.
const search = (area, { list = false } = {}) => {
  const params = new URLSearchParams(results().dataset.query);
  for (const name of ['bounds', 'polygon', 'near', 'radius', 'page']) params.delete(name);
  for (const [name, value] of Object.entries(area)) params.set(name, value);
  if (main.classList.contains('results--map') && !list) params.set('view', 'map');
  tool('area').hidden = true;
  document.dispatchEvent(new CustomEvent('results:search', { detail: `/homes?${params}` }));
};

const outline = () => {
  if (drawing) return sketch();
  shapes.clearLayers();
  const params = new URLSearchParams(results().dataset.query);
  const look = { color: colorOf('outline'), weight: 3, dashArray: '6 6', fill: false, interactive: false };
  if (params.has('bounds')) { const [west, south, east, north] = numbers(params.get('bounds')); L.rectangle([[south, west], [north, east]], look).addTo(shapes); }
  if (params.has('polygon')) L.polygon(params.get('polygon').split(',').map((point) => point.trim().split(' ').map(Number).reverse()), look).addTo(shapes);
  if (params.has('near')) L.circle(numbers(params.get('near')), { ...look, radius: Number(params.get('radius') ?? 1) * 1609.34 }).addTo(shapes);
};

const corner = (at) => {
  corners.push([at.lat, at.lng]);
  sketch();
};
const sketch = () => {
  shapes.clearLayers();
  const color = colorOf('outline');
  L.polygon(corners, { color, weight: 3, interactive: false }).addTo(shapes);
  for (const at of corners) L.circleMarker(at, { color, radius: 5, fillOpacity: 1, interactive: false }).addTo(shapes);
  tool('finish').disabled = corners.length < 3;
  tool('undo').disabled = !corners.length;
  const many = corners.length;
  note.textContent = many === 1 ? '#{script.map.corners.one}' : many < 3 ? `#{script.map.corners.few(many)}` : `#{script.map.corners(many)}`;
};
const drawMode = (on) => {
  drawing = on;
  corners = [];
  tools.hidden = on;
  drawTools.hidden = !on;
  panel.classList.toggle('map--drawing', on);
  // Two clicks close together are two corners.
  map.doubleClickZoom[on ? 'disable' : 'enable']();
  if (on) { map.closePopup(); sketch(); tool('corner').focus(); } else { note.textContent = missing; outline(); tool('draw').focus(); }
};

const act = {
  area: () => { const b = map.getBounds(); search({ bounds: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((degrees) => degrees.toFixed(5)).join(',') }); },
  draw: () => drawMode(true),
  corner: () => corner(map.getCenter()),
  undo: () => { corners.pop(); sketch(); },
  cancel: () => drawMode(false),
  finish: () => { if (corners.length < 3) return; const polygon = corners.map(pair).join(','); drawMode(false); search({ polygon }); },
  near: () => navigator.geolocation?.getCurrentPosition(
    ({ coords }) => search({ near: `${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`, radius: '2' }),
    () => { unlocated = true; note.textContent = '#{script.map.unlocated}'; }),
};

if (panel) {
  // Beside "near me" in a search.
  document.addEventListener('click', (event) => {
    if (!event.target.closest('a[href="#map"]') || !navigator.geolocation) return;
    event.preventDefault();
    act.near();
  });
  panel.addEventListener('click', (event) => act[event.target.closest('[data-map]')?.dataset.map]?.());
  panel.addEventListener('keydown', (event) => {
    if (!drawing || event.isComposing) return;
    if (event.key === 'Escape') drawMode(false);
    else if (event.key === 'Enter' && event.target.matches('.map__canvas')) act.corner();
    else return;
    event.preventDefault();
  });

  const highlight = (event, on) => {
    const card = event.target.closest?.('.listing-card[data-key]');
    if (card) markOf(card.dataset)?.classList.toggle('map__mark--lit', on);
  };
  for (const [type, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]])
    document.addEventListener(type, (event) => highlight(event, on));

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-view]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (wide.matches) {
      const closed = document.documentElement.classList.toggle('map-closed');
      closed ? localStorage.setItem(CLOSED, 'yes') : localStorage.removeItem(CLOSED);
      label();
      if (!closed) open().then(() => map.invalidateSize());
    } else document.dispatchEvent(new CustomEvent('results:search', { detail: link.href }));
  });
  document.addEventListener('results:shown', () => {
    shown();
    if (!map) return;
    map.invalidateSize();
    outline();
    const to = extent();
    tool('area').hidden = true;
    if (to) fit(to, 16);
    refresh();
  });

  const shown = () => {
    label();
    if (main.classList.contains('results--map') && !wide.matches) open();
    // In two columns the map is beside the list from the start; it loads once the page has settled, or after two seconds on a busy device.
    else if (wide.matches && !document.documentElement.classList.contains('map-closed')) (window.requestIdleCallback ?? setTimeout)(open, { timeout: 2000 });
  };
  // Beside the list the map can be hidden and shown; on phones it replaces the list.
  const label = () => {
    const text = document.querySelector('a[data-view] span');
    if (text && wide.matches) text.textContent = document.documentElement.classList.contains('map-closed') ? '#{script.map.show}' : '#{script.map.hide}';
  };
  if (localStorage.getItem(CLOSED)) document.documentElement.classList.add('map-closed');
  wide.addEventListener('change', shown);
  shown();
}
