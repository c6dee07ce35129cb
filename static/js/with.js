// Links that scripts add lead on with the agent whose personal link the visitor followed, as all others do.
const agent = document.documentElement.dataset.with;

addEventListener('click', ({ target }) => {
  const link = target.closest?.('a[href^="/"]');
  if (!link || link.origin !== location.origin || /^\/(assets|media|embed)\b|\.\w+$/.test(link.pathname)) return;
  const to = new URL(link.href);
  if (to.searchParams.has('with')) return;
  to.searchParams.set('with', agent);
  link.href = to.pathname + to.search + to.hash;
}, { capture: true });
