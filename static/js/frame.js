// Inside a frame: tells the host page how high the content is, and that it moved on. Messages go to the host only after it
// said hello from an allowed origin.
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

// After a step within the frame the reader is at the new page's heading; on the first page nothing steals the focus.
if (parent !== self && document.referrer.startsWith(`${location.origin}/embed/`))
  document.querySelector('.embed__heading')?.focus({ preventScroll: true });
