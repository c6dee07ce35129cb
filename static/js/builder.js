// Updates code and preview as options change, and copies code. Without this module the button loads a new page.
const form = document.querySelector('[data-behavior="builder"]');
let latest = 0;

const addCopyButtons = () => {
  if (!navigator.clipboard) return;
  for (const code of document.querySelectorAll('.builder__code')) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button button--small', textContent: '#{script.copy}' });
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = '#{script.copied}';
    });
    code.after(button);
  }
};

const refresh = async () => {
  const turn = ++latest;
  const url = `/embed?${new URLSearchParams(new FormData(form))}`;
  const response = await fetch(url);
  if (!response.ok || turn !== latest) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  document.querySelector('.builder__result').replaceWith(document.adoptNode(page.querySelector('.builder__result')));
  history.replaceState(null, '', url);
  addCopyButtons();
};

form.addEventListener('change', refresh);
addCopyButtons();
