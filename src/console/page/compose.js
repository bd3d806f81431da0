// Shows beside a broadcast that is being written what it would do: a moment after the last letter the form is sent and
// the parts of the page that depend on it come back. Without it the button that looks ahead does the same.
(function () {
  var form = document.querySelector('form.compose');
  if (form === null || window.fetch === undefined || window.AbortController === undefined) return;
  var pauseMs = 700;
  var stale = form.querySelector('.stale');
  var timer;
  var asking;

  /** That it is being counted is for eyes only; that it could not be is said aloud too. */
  function say(text, isAlarm) {
    stale.hidden = text === '';
    if (isAlarm) stale.setAttribute('role', 'alert');
    else stale.removeAttribute('role');
    stale.textContent = text;
  }

  function ask() {
    if (asking !== undefined) asking.abort();
    var mine = new AbortController();
    asking = mine;
    say(form.dataset.waits, false);
    fetch(form.dataset.outlook, {
      method: 'POST',
      credentials: 'same-origin',
      body: new URLSearchParams(new FormData(form)),
      signal: mine.signal,
    })
      .then(function (answer) {
        if (!answer.ok) throw new Error('status ' + answer.status);
        return answer.text();
      })
      .then(function (html) {
        var fresh = new DOMParser().parseFromString(html, 'text/html');
        Array.prototype.forEach.call(fresh.querySelectorAll('[data-part]'), function (part) {
          var shown = form.querySelector('[data-part="' + part.dataset.part + '"]');
          if (shown !== null) renew(shown, part);
        });
        offerCopy();
        say('', false);
      })
      .catch(function () {
        // A newer question has taken over: it says how it went.
        if (asking === mine) say(form.dataset.away, true);
      });
  }

  function changed(event) {
    if (event.target.name === 'at' && event.target.value !== '') {
      form.querySelector('[name="when"][value="later"]').checked = true;
    }
    if (/^place_/.test(event.target.name)) offerPlace();
    clearTimeout(timer);
    timer = setTimeout(ask, pauseMs);
  }

  /** One empty field for a place is always left. */
  function offerPlace() {
    var fields = form.querySelectorAll('.places input');
    var last = fields[fields.length - 1];
    if (last === undefined || last.value === '' || fields.length >= 8) return;
    var next = last.cloneNode(false);
    next.value = '';
    next.removeAttribute('id');
    next.name = 'place_' + fields.length;
    next.setAttribute(
      'aria-label',
      form.querySelector('[for="place"]').textContent + ' ' + (fields.length + 1),
    );
    last.after(next);
  }

  /** The words for the loudspeaker are copied by a button, where the browser can. */
  function offerCopy() {
    var text = form.querySelector('[data-copy]');
    if (text === null || navigator.clipboard === undefined || form.querySelector('.copy') !== null) return;
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain copy';
    button.textContent = text.dataset.copy;
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(text.textContent).then(function () {
        button.textContent = text.dataset.copied;
      });
    });
    text.after(button);
  }

  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  offerCopy();
})();
