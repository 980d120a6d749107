(function () {
  "use strict";
  var main = document.getElementById("main");
  setInterval(function () {
    // Whoever reads by keyboard or writes into a field is not to be thrown out of it.
    if (document.hidden || (main.contains(document.activeElement) && document.activeElement !== main)) return;
    fetch(location.href, { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.text() : null;
    }).then(function (text) {
      var next = text && new DOMParser().parseFromString(text, "text/html").getElementById("main");
      if (next) main.replaceChildren.apply(main, Array.from(next.childNodes));
    }).catch(function () {});
  }, 60000);
})();
