// A home's location on a map that loads when it scrolls into view or on request: the exact place, or a circle around
// its locality.
const panel = document.querySelector('[data-behavior="place-map"]');
let asked = false;

const open = async () => {
  if (asked) return;
  asked = true;
  const { lat, lng, radius, label, basemap } = panel.dataset;
  const { load, colorOf, ground, options } = await import(basemap);
  const L = await load(panel);
  const canvas = document.createElement('div');
  canvas.className = 'map__canvas';
  canvas.setAttribute('role', 'region');
  canvas.setAttribute('aria-label', 'Map');
  const held = panel.contains(document.activeElement);
  panel.replaceChildren(canvas);
  const at = [Number(lat), Number(lng)];
  // One finger scrolls the page, two move the map.
  const map = L.map(canvas, { ...options(panel), scrollWheelZoom: false, dragging: matchMedia('(pointer: fine)').matches });
  if (Number(radius)) {
    const color = colorOf(panel, 'outline');
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
  if (held) canvas.focus({ preventScroll: true });
};

// If it fails, the button tries again.
const ask = () => open().catch(() => { asked = false; });

if (panel) {
  panel.hidden = false;
  panel.querySelector('button').addEventListener('click', ask);
  if (!navigator.connection?.saveData) {
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      watch.disconnect();
      ask();
    }, { rootMargin: '200px' });
    watch.observe(panel);
  }
}
