// What the server and htmx cannot do: the focus of dialogues, questions before an action, menus that close.

(() => {
  const byId = (id) => document.getElementById(id);

  // --- Modals: they cover Slack and hold the focus, which goes back to where it came from. The bar stays in reach: by a click,
  // and by F6, which in Slack too goes from one part of the page to the next. Whenever a form comes back, the first field that is
  // wrong gets the focus.

  let cameFrom = null;
  let shownView = null;
  let shownRefusal = null;

  function tendModal() {
    const dialogue = byId('dialogue');
    if (!dialogue) {
      byId('slack')?.removeAttribute('inert');
      if (shownView) giveFocusBack();
      shownView = null;
      return;
    }
    if (!dialogue.open) {
      if (!shownView) cameFrom = document.activeElement;
      dialogue.show();
      byId('slack').inert = true;
    }
    const { modal, refusal } = dialogue.dataset;
    if (shownView !== modal) focusFirst(dialogue);
    else if (shownRefusal !== refusal) fieldIn(dialogue, '.wrong')?.focus();
    shownView = modal;
    shownRefusal = refusal;
  }

  const fieldIn = (dialogue, part) =>
    dialogue.querySelector(`${part} :is(input:not([type=hidden]), select, textarea, summary):not([disabled])`);

  function focusFirst(dialogue) {
    dialogue.querySelector('.modal-body')?.scrollTo(0, 0);
    const wanted = fieldIn(dialogue, '[data-focus]');
    if (wanted) wanted.focus();
    else (fieldIn(dialogue, '.modal-body') ?? byId('modal-title'))?.focus({ preventScroll: true });
  }

  function giveFocusBack() {
    const place = cameFrom?.isConnected ? cameFrom : byId(cameFrom?.id ?? '');
    const target = place && place !== document.body ? place : byId('composer-text');
    target?.closest('details.menu')?.querySelector('summary')?.focus();
    if (document.activeElement === document.body) target?.focus();
    cameFrom = null;
  }

  const reachable = (part) =>
    [...part.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(
      (each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility(),
    );

  function holdFocus(event, dialogue) {
    const all = reachable(dialogue);
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }

  function nextPart(event, dialogue) {
    event.preventDefault();
    const parts = [dialogue, document.querySelector('.bar'), byId('tour'), byId('glass')].filter(Boolean);
    const at = parts.findIndex((each) => each.contains(document.activeElement));
    const part = parts[(at + 1) % parts.length];
    if (part === dialogue) focusFirst(dialogue);
    else reachable(part)[0]?.focus();
  }

  // On the window: what a menu or a list of suggestions makes of a key comes first.
  window.addEventListener('keydown', (event) => {
    const dialogue = byId('dialogue');
    if (!dialogue || byId('ask').open) return;
    const within = dialogue.contains(document.activeElement);
    if (event.key === 'F6') nextPart(event, dialogue);
    else if (event.key === 'Tab' && within) holdFocus(event, dialogue);
    else if (event.key === 'Escape' && (within || document.activeElement === document.body)) {
      dialogue.querySelector('.modal-foot [hx-post$="/close"]')?.click();
    }
  });

  new MutationObserver(tendModal).observe(byId('modal') ?? document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['data-modal', 'data-refusal'],
  });
  tendModal();

  // --- Questions before an action. What is refused does not stay chosen.

  function restore(element) {
    for (const field of [element, ...element.querySelectorAll('input')]) {
      if (field.matches('select')) for (const each of field.options) each.selected = each.defaultSelected;
      else if (field.matches('[type=radio], [type=checkbox]')) field.checked = field.defaultChecked;
      else if (field.matches('input')) field.value = field.defaultValue;
    }
  }

  document.addEventListener('htmx:confirm', (event) => {
    const ask = byId('ask');
    const { ctx, issueRequest, dropRequest } = event.detail;
    const words = ctx.sourceElement.dataset;
    if (!ask || !ctx.confirm) return;
    event.preventDefault();
    byId('ask-title').textContent = words.askTitle || ask.dataset.title;
    byId('ask-text').textContent = words.askText || '';
    byId('ask-yes').textContent = words.askYes;
    byId('ask-no').textContent = words.askNo;
    byId('ask-yes').className = `button ${words.askStyle === 'danger' ? 'danger filled' : 'primary'}`;
    let isAsked = true;
    const settle = (yes) => {
      if (!isAsked) return;
      isAsked = false;
      // The focus goes back by itself.
      ask.close();
      if (yes) return issueRequest();
      dropRequest();
      restore(ctx.sourceElement);
    };
    byId('ask-yes').onclick = () => settle(true);
    byId('ask-no').onclick = () => settle(false);
    // By Escape. A browser tells of it later, when something else may be asked already.
    ask.onclose = () => ask.open || settle(false);
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

  // A day after what the clock says: where it stood when the page came may be long ago.
  document.addEventListener('click', (event) => {
    const field = event.target.closest?.('summary')?.parentElement.querySelector('[data-proposed]');
    if (!field) return;
    const shown = byId('clock').querySelector('time').dateTime;
    const at = new Date(`${shown.slice(0, 16)}Z`);
    at.setUTCDate(at.getUTCDate() + 1);
    field.value = at.toISOString().slice(0, 16);
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-copy]');
    if (!button) return;
    navigator.clipboard.writeText(byId(button.dataset.copy).textContent).then(() => {
      button.textContent = button.dataset.copied;
    });
  });

  document.addEventListener('reload', () => location.assign('/'));
})();
