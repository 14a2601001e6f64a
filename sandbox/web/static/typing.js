// Lists of suggestions, for the composer and for menus that the app fills: arrows move, Enter takes, Escape closes.

(() => {
  const byId = (id) => document.getElementById(id);

  const optionsIn = (list) => [...list.querySelectorAll('[role=option]:not([hidden])')];

  function mark(field, list, option) {
    for (const each of list.querySelectorAll('[role=option]'))
      each.setAttribute('aria-selected', String(each === option));
    if (option) field.setAttribute('aria-activedescendant', option.id);
    else field.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  }

  function open(field, list, isOpen) {
    field.dataset.open = String(isOpen);
    if (field.role === 'combobox') field.setAttribute('aria-expanded', String(isOpen));
    list.classList.toggle('open', isOpen);
    if (list.matches('.completions')) list.hidden = !isOpen;
    if (!isOpen) mark(field, list, null);
  }

  /** Whether the key was for the list. */
  function steer(event, field, list, take) {
    if (field.dataset.open !== 'true') return false;
    const options = optionsIn(list);
    const at = options.findIndex((each) => each.getAttribute('aria-selected') === 'true');
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = at < 0 && step < 0 ? 0 : at;
    if (step && options.length > 0) mark(field, list, options[(from + step + options.length) % options.length]);
    else if ((event.key === 'Enter' || event.key === 'Tab') && options[at]) take(options[at]);
    else if (event.key === 'Escape') open(field, list, false);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  const listOf = (field) => byId(field.getAttribute('aria-controls') ?? '');

  // --- The composer.

  function wordBefore(field) {
    const before = field.value.slice(0, field.selectionStart);
    return before.startsWith('/') && !before.includes(' ')
      ? before
      : (/(?:^|\s)([@#][^\s@#]*)$/.exec(before)?.[1] ?? '');
  }

  function complete(field) {
    const list = listOf(field);
    const typed = wordBefore(field);
    const word = typed.toLowerCase();
    let found = 0;
    let isWhole = false;
    for (const option of list.querySelectorAll('[role=option]')) {
      const { insert, also = '' } = option.dataset;
      const fits =
        word !== '' &&
        (insert.toLowerCase().startsWith(word) || also.startsWith(word)) &&
        insert.trim() !== field.value;
      isWhole ||= [insert.trim(), also].includes(typed);
      option.hidden = !fits || found >= 8;
      if (fits) found += 1;
    }
    open(field, list, found > 0);
    // What is typed whole is sent by Enter, also where something longer begins with it.
    if (found > 0) mark(field, list, isWhole ? null : optionsIn(list)[0]);
  }

  function insert(field, option) {
    const start = field.selectionStart - wordBefore(field).length;
    field.setRangeText(option.dataset.insert, start, field.selectionStart, 'end');
    open(field, listOf(field), false);
    field.focus();
  }

  function grow(field) {
    field.rows = Math.min(10, field.value.split('\n').length);
  }

  document.addEventListener('input', (event) => {
    const field = event.target;
    if (field.matches('[data-composer] textarea')) {
      complete(field);
      grow(field);
    }
  });

  document.addEventListener('keydown', (event) => {
    const field = event.target;
    if (!field.matches?.('[data-completes]')) return;
    const list = listOf(field);
    const composer = field.closest('[data-composer]');
    const take = (option) => (composer ? insert(field, option) : option.click());
    if (steer(event, field, list, take) || event.isComposing || event.key !== 'Enter') return;
    // In a menu Enter takes what is marked; where nothing is, it does not send the form around it either.
    if (!composer) event.preventDefault();
    else if (!event.shiftKey) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });

  // Taken by the mouse: before the field loses the focus.
  document.addEventListener('mousedown', (event) => {
    const option = event.target.closest?.('[role=option]');
    if (!option) return;
    event.preventDefault();
    const composer = option.closest('[data-composer]');
    if (composer) insert(composer.querySelector('textarea'), option);
  });

  function showAttached(form) {
    const shown = form.querySelector('[data-attached]');
    const files = [...form.querySelector('[data-files]').files];
    const remove = (file) => {
      const button = document.createElement('button');
      Object.assign(button, { type: 'button', className: 'button icon', textContent: '✕' });
      button.ariaLabel = `${shown.dataset.remove} ${file.name}`;
      button.onclick = () => {
        attach(
          form,
          files.filter((each) => each !== file),
        );
        form.querySelector('textarea').focus();
      };
      return button;
    };
    shown.replaceChildren(...files.flatMap((file) => [`📄 ${file.name} `, remove(file), ' ']));
  }

  function attach(form, files) {
    const attached = new DataTransfer();
    for (const each of files) if (each.name) attached.items.add(each);
    form.querySelector('[data-files]').files = attached.files;
    showAttached(form);
  }

  document.addEventListener('change', (event) => {
    if (!event.target.matches('[data-files]')) return;
    showAttached(event.target.form);
    event.target.closest('.menu').open = false;
    event.target.form.querySelector('textarea').focus();
  });

  function refill(form, text, files) {
    const field = form.querySelector('textarea');
    field.value = text;
    attach(form, files);
    grow(field);
    open(field, listOf(field), false);
  }

  // What was sent leaves the composer at once, even where it waits for what was sent before, and comes back when it was not taken.
  document.addEventListener('htmx:config:request', (event) => {
    if (event.target.matches?.('[data-composer]')) refill(event.target, '', []);
  });
  document.addEventListener('htmx:finally:request', (event) => {
    const form = event.target;
    if (!form.matches?.('[data-composer]')) return;
    const { request, response } = event.detail.ctx;
    const isTaken = response?.status === 204 && !response.headers.has('refused');
    if (isTaken || form.querySelector('textarea').value !== '') return;
    refill(form, request.body.get('text'), request.body.getAll('files'));
  });

  // --- Where the app listens for Enter, that is all it does: the form is not sent.

  document.addEventListener('keydown', (event) => {
    const field = event.target;
    if (event.key !== 'Enter' || event.isComposing || !field.matches?.('[data-by-enter]')) return;
    event.preventDefault();
    if (!event.repeat) field.dispatchEvent(new CustomEvent('enter', { bubbles: true }));
  });
  document.addEventListener('htmx:config:request', (event) => {
    const { request, sourceEvent } = event.detail.ctx;
    if (sourceEvent?.type === 'enter') request.body.set('enter', 'yes');
    // What waits may come after what was sent later, and is older then.
    if (event.target.closest?.('dialog form')) request.body.set('sent', performance.timeOrigin + performance.now());
  });

  // --- A form is drawn anew while somebody types in it: what stands in a field since is newer than what the server answers.

  const answered = new WeakMap();
  const isNewer = (field) =>
    field.name && field.closest('dialog form') && ![field.defaultValue, answered.get(field)].includes(field.value);

  document.addEventListener('htmx:after:request', (event) => {
    const body = event.detail.ctx?.request.body;
    if (!(body instanceof FormData)) return;
    for (const field of event.target.closest?.('dialog form')?.elements ?? [])
      answered.set(field, body.get(field.name));
  });
  document.addEventListener('DOMContentLoaded', () => {
    htmx.registerExtension('newer', {
      htmx_before_morph_attr: (field, { attrName, newValue }) => {
        if (attrName !== 'value' || !isNewer(field)) return true;
        field.setAttribute('value', newValue ?? '');
        return false;
      },
      htmx_before_morph_node: (node) => !(node.matches?.('textarea') && isNewer(node)),
    });
  });

  // --- Files in a form: once sent they are the server's. They must not go with the next thing that is sent, as they would come back
  // after they were removed.

  document.addEventListener('htmx:after:request', (event) => {
    const body = event.detail.ctx?.request.body;
    const form = event.target.closest?.('dialog form');
    if (!form || !(body instanceof FormData)) return;
    const names = (files) => files.map(({ name, size, lastModified }) => `${name} ${size} ${lastModified}`).join();
    for (const field of form.querySelectorAll('[type=file]'))
      if (names([...field.files]) === names(body.getAll(field.name))) field.value = '';
  });

  // --- Menus that the app fills.

  document.addEventListener('focusin', (event) => {
    const field = event.target;
    if (!field.matches?.('[data-combobox] [data-completes]')) return;
    field.select();
    if (Number(field.dataset.least) === 0) ask(field);
  });
  document.addEventListener('input', (event) => {
    const field = event.target;
    if (!field.matches('[data-combobox] [data-completes]')) return;
    // Whoever types again wants the list again, be it the same.
    const list = listOf(field);
    delete list.dataset.for;
    if (field.value.length >= Number(field.dataset.least)) return;
    list.replaceChildren();
    open(field, list, false);
  });
  document.addEventListener('focusout', (event) => {
    const field = event.target;
    if (!field.matches?.('[data-completes]')) return;
    open(field, listOf(field), false);
    // What was typed and not taken is no choice.
    if (field.closest('[data-combobox]')) field.value = field.defaultValue;
  });

  const ask = (field) => field.dispatchEvent(new CustomEvent('suggest', { bubbles: true }));

  document.addEventListener('htmx:after:swap', () => {
    const field = document.activeElement;
    if (!field?.matches('[data-combobox] [data-completes]')) return;
    const list = listOf(field);
    if (list.childElementCount === 0 || list.dataset.for === list.textContent) return;
    list.dataset.for = list.textContent;
    open(field, list, true);
    mark(field, list, optionsIn(list)[0] ?? null);
  });
  document.addEventListener('click', (event) => {
    const option = event.target.closest?.('[data-combobox] [role=option]');
    const field = option?.closest('[data-combobox]').querySelector('[data-completes]');
    if (field) open(field, listOf(field), false);
  });
  // The app may have asked first, and the answer been no.
  document.addEventListener('htmx:before:request', (event) => {
    const option = event.target.closest?.('[data-combobox] [role=option]');
    if (!option) return;
    const combobox = option.closest('[data-combobox]');
    const field = combobox.querySelector('[data-completes]');
    // Of several, those that are chosen stand above the field.
    field.defaultValue = combobox.dataset.combobox === 'many' ? '' : option.firstChild.textContent;
    field.value = field.defaultValue;
  });
})();
