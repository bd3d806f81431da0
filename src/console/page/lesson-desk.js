// Saves a lesson while it is written: a moment after the last letter the form is sent, and the parts of the page that
// depend on it (what the linter says, the phone, the revision) come back. Without it "save" does the same.
(function () {
  var form = document.querySelector('form.lesson');
  if (form === null || window.fetch === undefined) return;
  var pauseMs = 1200;
  var stale = form.querySelector('.stale');
  var timer;
  var isAsking = false;
  var isWanted = false;

  function say(text, isAlarm) {
    stale.hidden = text === '';
    if (isAlarm) stale.setAttribute('role', 'alert');
    else stale.removeAttribute('role');
    stale.textContent = text;
  }

  // One at a time: each saving names the revision that the one before it made.
  function ask() {
    if (isAsking) {
      isWanted = true;
      return;
    }
    isAsking = true;
    say(form.dataset.waits, false);
    fetch(form.dataset.look, {
      method: 'POST',
      credentials: 'same-origin',
      body: new URLSearchParams(new FormData(form)),
    })
      .then(function (answer) {
        if (answer.status === 409) return undefined;
        if (!answer.ok) throw new Error('status ' + answer.status);
        return answer.text();
      })
      .then(function (html) {
        if (html === undefined) return say(form.dataset.stale, true);
        var fresh = new DOMParser().parseFromString(html, 'text/html');
        Array.prototype.forEach.call(fresh.querySelectorAll('[data-part]'), function (part) {
          var shown = form.querySelector('[data-part="' + part.dataset.part + '"]');
          if (shown !== null) renew(shown, part);
        });
        markWrong();
        say('', false);
      })
      .catch(function () {
        say(form.dataset.away, true);
      })
      .then(function () {
        isAsking = false;
        if (!isWanted) return;
        isWanted = false;
        ask();
      });
  }

  // What the linter says below a field is also told of the field itself.
  function markWrong() {
    Array.prototype.forEach.call(form.querySelectorAll('[aria-describedby*="found-"]'), function (field) {
      var found = /found-(\S+)/.exec(field.getAttribute('aria-describedby'));
      var said = found === null ? null : document.getElementById('found-' + found[1]);
      if (said !== null && said.querySelector('.error:not(.warned)') !== null)
        field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
    });
  }

  // The phone shows what is being written.
  form.addEventListener('focusin', function (event) {
    var part = /^(card\.\d+|q\.\d+|task|remember)(?=\.|$)/.exec(event.target.name || '');
    var glass = form.querySelector('.glass');
    var shown = part === null ? null : glass.querySelector('[data-of="' + part[1] + '"]');
    if (shown !== null) glass.scrollTop = shown.offsetTop - 12;
  });

  function changed(event) {
    if (event.target.name === 'view') return;
    clearTimeout(timer);
    timer = setTimeout(ask, pauseMs);
  }

  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  // A button saves by itself: what is still on its way must not make it stale.
  form.addEventListener('submit', function (event) {
    clearTimeout(timer);
    if (!isAsking) return;
    event.preventDefault();
    var button = event.submitter;
    var wait = setInterval(function () {
      if (isAsking) return;
      clearInterval(wait);
      if (button !== null && form.requestSubmit !== undefined) form.requestSubmit(button);
      else form.submit();
    }, 50);
  });
})();
