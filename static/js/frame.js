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

// After navigation within the frame, focus moves to the new page's heading; the first page does not take focus.
if (parent !== self && document.referrer.startsWith(`${location.origin}/embed/`))
  document.querySelector('.embed__heading')?.focus({ preventScroll: true });
