// Plays tours and videos from known hosts on the page. Nothing from them is loaded until a visitor asks for it; without
// this module, and for other hosts, they are links.
for (const list of document.querySelectorAll('[data-behavior="media-frame"]')) {
  for (const link of list.querySelectorAll('a[data-frame]')) link.querySelector('.visually-hidden').textContent = ' #{script.media.here}';
  list.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-frame]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = Object.assign(document.createElement('iframe'), {
      title: link.querySelector('span').textContent,
      allow: 'fullscreen; xr-spatial-tracking',
      referrerPolicy: 'strict-origin-when-cross-origin',
      tabIndex: 0,
    });
    frame.sandbox.add('allow-scripts', 'allow-same-origin', 'allow-popups', 'allow-presentation');
    frame.src = link.dataset.frame;
    const item = link.closest('li');
    item.className = 'media-links__frame';
    item.replaceChildren(frame);
    frame.focus();
  });
}
