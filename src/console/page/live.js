// Keeps a page of figures fresh without flicker: asks for it again and changes only what differs (renew.js, which is
// served before this). Without it the page reloads itself.
(function () {
  var pauseMs = 3000;

  function later() {
    setTimeout(again, pauseMs);
  }

  function again() {
    if (document.hidden) return later();
    fetch(location.href, { cache: 'no-store', credentials: 'same-origin' })
      .then(function (answer) {
        if (!answer.ok) throw new Error('status ' + answer.status);
        return answer.text();
      })
      .then(function (html) {
        var fresh = new DOMParser().parseFromString(html, 'text/html');
        ['header', 'main'].forEach(function (part) {
          var from = fresh.querySelector(part);
          var to = document.querySelector(part);
          if (from !== null && to !== null) renew(to, from);
        });
      })
      .catch(function () {
        var waiting = document.getElementById('waiting');
        if (waiting !== null) waiting.hidden = false;
      })
      .then(later);
  }

  later();
})();
