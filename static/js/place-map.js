// Where a home is, on a map that is fetched when it is wanted: its very place, or the circle its locality fills.
const panel = document.querySelector('[data-behavior="place-map"]');

const open = async () => {
  const { lat, lng, radius, label, basemap } = panel.dataset;
  const { load, colour, ground, options } = await import(basemap);
  const L = await load(panel);
  const canvas = document.createElement('div');
  canvas.className = 'map__canvas';
  canvas.setAttribute('role', 'region');
  canvas.setAttribute('aria-label', 'Map');
  panel.replaceChildren(canvas);
  const at = [Number(lat), Number(lng)];
  const map = L.map(canvas, { ...options(panel), scrollWheelZoom: false });
  if (Number(radius)) {
    const color = colour(panel, 'outline');
    const circle = L.circle(at, { radius: Number(radius), color, weight: 2, fillColor: color, fillOpacity: 0.12, interactive: false });
    map.fitBounds(circle.getBounds ? L.latLng(at).toBounds(Number(radius) * 2) : at, { animate: false });
    circle.addTo(map);
  } else {
    map.setView(at, 15);
    const face = document.createElement('span');
    face.textContent = label;
    L.marker(at, { icon: L.divIcon({ className: 'map__mark map__mark--pin', html: face, iconSize: null }), interactive: false, keyboard: false, alt: label }).addTo(map);
  }
  ground(panel, map, L);
  canvas.focus({ preventScroll: true });
};

if (panel) {
  panel.hidden = false;
  panel.querySelector('button').addEventListener('click', open, { once: true });
}
