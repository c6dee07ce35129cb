// Inside a frame: reports the content's height and page changes to the host page. Messages are sent only after the host
// has introduced itself from an allowed origin.
const allowed = (document.documentElement.dataset.origins ?? '').split(' ').concat(location.origin);
const content = document.querySelector('.embed__content');
let host = null;
let told = 0;

const tell = () => {
  const height = Math.ceil(content.getBoundingClientRect().height);
  if (!host || Math.abs(height - told) < 2) return;
  told = height;
  parent.postMessage({ porchlight: 1, type: 'height', height }, host);
};

addEventListener('message', (event) => {
  if (event.source !== parent || !allowed.includes(event.origin)) return;
  if (event.data?.porchlight !== 1 || event.data.type !== 'hello') return;
  host = event.origin;
  told = 0;
  tell();
});

new ResizeObserver(() => requestAnimationFrame(tell)).observe(content);

// WordPress puts cards of sites that it doesn't know into frames that may open nothing and that load as a site of their
// own. Its page listens for two messages with the secret that it wrote into the address, and follows only links to our
// host (wp-embed.js). They tell the host nothing that it didn't write itself.
const secret = parent === self ? null : /^#\?secret=([A-Za-z0-9]+)$/.exec(location.hash)?.[1];
if (secret) {
  const send = (message, value) => parent.postMessage({ message, value, secret }, '*');
  new ResizeObserver(() => send('height', Math.ceil(content.getBoundingClientRect().height))).observe(content);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[target]');
    if (!link) return;
    event.preventDefault();
    send('link', link.href);
  });
}

// After navigation within the frame, focus moves to the new page's heading; the first page does not take focus.
if (parent !== self && document.referrer.startsWith(`${location.origin}/embed/`))
  document.querySelector('.embed__heading')?.focus({ preventScroll: true });
