// Keeps a board fresh without flicker: asks for the page again and changes only what differs, so that focus,
// scrolling and what a screen reader is at stay where they are. Without it the page reloads itself.
(function () {
  var pauseMs = 3000;

  function renew(shown, fresh) {
    if (shown.nodeName !== fresh.nodeName || shown.childNodes.length !== fresh.childNodes.length) {
      shown.parentNode.replaceChild(document.importNode(fresh, true), shown);
      return;
    }
    if (shown.nodeType === 3) {
      if (shown.nodeValue !== fresh.nodeValue) shown.nodeValue = fresh.nodeValue;
      return;
    }
    if (shown.nodeType !== 1) return;
    if (shown.className !== fresh.className) shown.className = fresh.className;
    if (shown.hidden !== fresh.hidden) shown.hidden = fresh.hidden;
    var shownChildren = Array.prototype.slice.call(shown.childNodes);
    var freshChildren = Array.prototype.slice.call(fresh.childNodes);
    for (var place = 0; place < shownChildren.length; place++)
      renew(shownChildren[place], freshChildren[place]);
  }

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
