// Changes of a page only what differs from a fresh one, so that focus, scrolling and what a screen reader is at stay
// where they are. What somebody opened stays open.
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
  Array.prototype.forEach.call(fresh.attributes, function (attribute) {
    if (attribute.name !== 'open' && shown.getAttribute(attribute.name) !== attribute.value)
      shown.setAttribute(attribute.name, attribute.value);
  });
  Array.prototype.slice.call(shown.attributes).forEach(function (attribute) {
    if (attribute.name !== 'open' && !fresh.hasAttribute(attribute.name))
      shown.removeAttribute(attribute.name);
  });
  var shownChildren = Array.prototype.slice.call(shown.childNodes);
  var freshChildren = Array.prototype.slice.call(fresh.childNodes);
  for (var place = 0; place < shownChildren.length; place++)
    renew(shownChildren[place], freshChildren[place]);
}
