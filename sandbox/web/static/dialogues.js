// What the server and htmx cannot do: the focus of dialogues, questions before an action, menus that close.

(() => {
  const byId = (id) => document.getElementById(id);

  // --- Modals: opened as the browser's own dialogues, which hold the focus; it goes back to where it came from.

  let cameFrom = null;
  let shownView = null;

  function tendModal() {
    const dialogue = byId('dialogue');
    if (!dialogue) {
      if (shownView) giveFocusBack();
      shownView = null;
      return;
    }
    if (!dialogue.open) {
      if (!shownView) cameFrom = document.activeElement;
      dialogue.showModal();
    }
    if (shownView !== dialogue.dataset.modal) focusFirst(dialogue);
    shownView = dialogue.dataset.modal;
  }

  function focusFirst(dialogue) {
    const first = dialogue.querySelector(
      '.modal-body :is(input:not([type=hidden]), select, textarea, summary):not([disabled])',
    );
    (first ?? byId('modal-title'))?.focus({ preventScroll: true });
    dialogue.querySelector('.modal-body')?.scrollTo(0, 0);
  }

  function giveFocusBack() {
    const place = cameFrom?.isConnected ? cameFrom : byId(cameFrom?.id ?? '');
    const target = place && place !== document.body ? place : byId('composer-text');
    target?.closest('details.menu')?.querySelector('summary')?.focus();
    if (document.activeElement === document.body) target?.focus();
    cameFrom = null;
  }

  document.addEventListener(
    'cancel',
    (event) => {
      if (event.target.id !== 'dialogue') return;
      event.preventDefault();
      event.target.querySelector('footer [hx-post$="/close"]')?.click();
    },
    true,
  );

  new MutationObserver(tendModal).observe(byId('modal') ?? document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['data-modal'],
  });
  tendModal();

  // After an answer with errors, the first field that is wrong gets the focus.
  new MutationObserver((changes) => {
    if (!changes.some((each) => each.target.getAttribute?.('aria-invalid'))) return;
    document.querySelector('#dialogue [aria-invalid=true]')?.focus();
  }).observe(byId('modal') ?? document.body, { subtree: true, attributes: true, attributeFilter: ['aria-invalid'] });

  // --- Questions before an action.

  document.addEventListener('htmx:confirm', (event) => {
    const ask = byId('ask');
    const { ctx, issueRequest, dropRequest } = event.detail;
    const words = ctx.sourceElement.dataset;
    if (!ask || !ctx.confirm) return;
    event.preventDefault();
    byId('ask-title').textContent = words.askTitle || 'Are you sure?';
    byId('ask-text').textContent = words.askText || '';
    byId('ask-yes').textContent = words.askYes || 'Yes';
    byId('ask-no').textContent = words.askNo || 'Cancel';
    byId('ask-yes').className = `button ${words.askStyle === 'danger' ? 'danger filled' : 'primary'}`;
    const from = document.activeElement;
    let yes = false;
    byId('ask-yes').onclick = () => {
      yes = true;
      ask.close();
    };
    byId('ask-no').onclick = () => ask.close();
    ask.onclose = () => {
      from?.focus();
      if (yes) issueRequest();
      else dropRequest();
    };
    ask.showModal();
  });

  // --- Menus that open: one at a time, closed by Escape, by a click beside them, and by a choice.

  const openMenus = () => document.querySelectorAll('details.menu[open], details.many[open]');

  document.addEventListener('click', (event) => {
    for (const menu of openMenus()) {
      const inside = menu.contains(event.target);
      const chosen = inside && menu.matches('.menu') && event.target.closest('.menu-list button, .menu-list a');
      if (!inside || chosen) menu.open = false;
      if (chosen) menu.querySelector('summary').focus({ preventScroll: true });
    }
  });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      const [menu] = openMenus();
      if (!menu) return;
      event.preventDefault();
      event.stopPropagation();
      menu.open = false;
      menu.querySelector('summary').focus();
    },
    true,
  );

  // --- The rest.

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-copy]');
    if (!button) return;
    navigator.clipboard.writeText(byId(button.dataset.copy).textContent).then(() => {
      button.textContent = 'Copied';
    });
  });

  document.addEventListener('reload', () => location.assign('/'));
})();
