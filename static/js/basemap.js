// The base of all maps: Leaflet, loaded on demand, and the layer under it: tiles, or the demonstration's polylines and
// polygons drawn on canvas, or nothing.
const sheet = (href, where) => new Promise((done) => {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = href;
  style.onload = style.onerror = done;
  document.head[where](style);
});

/** Loads the library; `panel` names it and its style sheet, and may name another sheet. */
export const load = async (panel) => {
  const { leaflet, leafletStyle, style } = panel.dataset;
  // Ours last, because the page's own sheets define the order of layers; the library's first, so that ours override it.
  if (style) await sheet(style, 'append');
  await Promise.all([import(leaflet), sheet(leafletStyle, 'prepend')]);
  return globalThis.L;
};

/** Canvas does not support light-dark(), so the color is read from an element that uses it. */
export const colorOf = (panel, name) => {
  const probe = document.createElement('i');
  probe.className = `map__color map__color--${name}`;
  panel.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

const drawn = async (panel, map, L) => {
  const layers = await (await fetch(panel.dataset.ground)).json();
  // Below outlines; names below the homes.
  for (const [name, level] of [['ground', 210], ['names', 450]]) Object.assign(map.createPane(name).style, { zIndex: level, pointerEvents: 'none' });
  const canvas = L.canvas({ padding: 0.5, pane: 'ground' });
  const flip = (line) => line.map(([lng, lat]) => [lat, lng]);
  const base = { renderer: canvas, interactive: false, pane: 'ground' };
  const [towns, streets] = [L.layerGroup(), L.layerGroup()];
  const colors = Object.fromEntries(['park', 'water', 'freeway', 'arterial', 'street'].map((name) => [name, colorOf(panel, name)]));
  const group = { street: streets, area: streets, town: towns, river: towns };
  for (const { kind, name, at, line, ring } of layers) {
    if (ring) L.polygon(flip(ring), { ...base, stroke: false, fill: true, fillOpacity: 1, fillColor: colors[kind] }).addTo(map);
    if (line) {
      const width = { freeway: 4, arterial: 3, street: 1.5 }[kind];
      L.polyline(flip(line), { ...base, weight: width, color: colors[kind], lineCap: 'round' }).addTo(group[kind] ?? map);
    }
    if (at) {
      const face = document.createElement('span');
      face.textContent = name;
      const icon = L.divIcon({ className: `map__label map__label--${kind}`, html: face, iconSize: null });
      L.marker([at[1], at[0]], { icon, interactive: false, keyboard: false, pane: 'names' }).addTo(group[kind] ?? map);
    }
  }
  const detail = () => {
    for (const [layer, from] of [[towns, 11], [streets, 13]]) map.getZoom() >= from ? layer.addTo(map) : layer.remove();
  };
  map.on('zoomend', detail);
  detail();
};

/** Options for creating a map in this panel. */
export const options = (panel) => ({ zoomSnap: panel.dataset.tiles ? 1 : 0.25, minZoom: 3, maxZoom: 19, attributionControl: Boolean(panel.dataset.tiles), zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches });

export const ground = (panel, map, L) => (panel.dataset.tiles
  ? L.tileLayer(panel.dataset.tiles, { attribution: panel.dataset.credit, maxZoom: 19 }).addTo(map)
  // There is no map data outside the demonstration's area: homes are shown on a plain background.
  : panel.dataset.ground && drawn(panel, map, L));
