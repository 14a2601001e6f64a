// htmx comes after what it serves: what is clicked, chosen or sent before that waits for it, so that nothing of it is lost.

(() => {
  const isServed = (element) => element.hasAttribute('data-htmx-powered');

  function onceServed(element, act) {
    if (isServed(element)) act();
    else if (element.isConnected) setTimeout(onceServed, 20, element, act);
  }

  function hold(event, element, act) {
    event.preventDefault();
    event.stopImmediatePropagation();
    onceServed(element, act);
  }

  window.addEventListener(
    'click',
    (event) => {
      const button = event.target.closest?.('button, a[href]');
      const served = button?.closest('[hx-post]');
      if (served && !isServed(served)) hold(event, served, () => button.click());
    },
    true,
  );
  window.addEventListener(
    'change',
    (event) => {
      const field = event.target;
      const served = field.closest?.('[hx-post]');
      if (!served || isServed(served)) return;
      hold(event, served, () => field.dispatchEvent(new Event('change', { bubbles: true })));
    },
    true,
  );
  window.addEventListener(
    'keydown',
    (event) => {
      const form = event.key === 'Enter' && !event.shiftKey && event.target.closest?.('[data-composer]');
      if (form && !isServed(form)) hold(event, form, () => form.requestSubmit());
    },
    true,
  );
})();
