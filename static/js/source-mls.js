// The Source MLS badge reports each view to its host, once.
const badge = document.querySelector('[data-behavior="source-mls"]');

if (badge) {
  const seen = () => {
    if (!badge.naturalWidth) badge.hidden = true;
    else navigator.sendBeacon(badge.dataset.beacon, location.href);
  };
  if (badge.complete) seen();
  else for (const type of ['load', 'error']) badge.addEventListener(type, seen, { once: true });
}
