// The share box: the parent of re-shares, copying, the system's share sheet, printing, closing.
// Everything works without it; whatever fails here, the link is followed.
(function () {
  var token = /[#&]st=([\w-]{24}(?:[\w-]{4})?)(?:&|$)/.exec(location.hash);
  // The address names the parent at loading only: an anchor within the page takes its place.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".st-box a");
    if (!link || event.defaultPrevented || event.button) return;
    var box = link.closest(".st-box");
    if ((link.getAttribute("href") || "").charAt(0) === "#") return close(event, box);
    adopt(link);
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var channel = link.dataset.c;
    if (channel === "copy" && navigator.clipboard) {
      event.preventDefault();
      copy(link).then(function () { say(box, link, box.dataset.copied); }, follow(link));
    } else if (channel === "web-share" && navigator.share) {
      event.preventDefault();
      mint(link).then(function (made) {
        return navigator.share({ title: document.title, url: made.landing });
      }).catch(function (reason) { if (!reason || reason.name !== "AbortError") follow(link)(); });
    } else if (channel === "print" && window.print) {
      event.preventDefault();
      mint(link).catch(function () {}).then(function () { window.print(); });
    } else if (/^(sms|email|viber|threema|messenger)$/.test(channel)) {
      event.preventDefault();
      mint(link).then(function (made) {
        if (!made.intent || /^https:/.test(made.intent)) throw 0;
        location.href = made.intent;
      }).catch(follow(link));
    } else {
      // The article stays where it is.
      link.target = "_blank";
    }
  });

  // A press link carries the parent, once.
  function adopt(link) {
    if (token && link.search.indexOf("&from=") < 0) link.href += "&from=" + token[1];
  }

  // Records the press and gives {landing, intent}; a collector that does not answer must not hold the reader up.
  function mint(link) {
    var stop = window.AbortController && new AbortController();
    if (stop) setTimeout(function () { stop.abort(); }, 4000);
    return fetch(link.href, {
      headers: { Accept: "application/json" }, credentials: "omit", signal: stop ? stop.signal : undefined
    }).then(function (answer) {
      if (!answer.ok) throw 0;
      return answer.json();
    });
  }

  function copy(link) {
    var landing = mint(link).then(function (made) { return made.landing; });
    // A promise inside the click: Safari forgets the click while it waits for the network.
    if (window.ClipboardItem && navigator.clipboard.write) {
      try {
        return navigator.clipboard.write([new ClipboardItem({
          "text/plain": landing.then(function (text) { return new Blob([text], { type: "text/plain" }); })
        })]);
      } catch (_) { /* An item of promises is not known here. */ }
    }
    return landing.then(function (text) { return navigator.clipboard.writeText(text); });
  }

  function follow(link) {
    return function () { location.href = link.href; };
  }

  function say(box, link, words) {
    var line = box.querySelector("[role=status]");
    if (line) line.textContent = words || "✓";
    link.focus();
  }

  function close(event, box) {
    event.preventDefault();
    box.hidden = true;
    box.style.display = "none";
    // The focus goes to where the box was, not to the top of the page.
    var mark = box.previousElementSibling;
    if (mark) { mark.tabIndex = -1; mark.focus(); }
  }

  function prepare() {
    document.querySelectorAll(".st-box").forEach(function (box) {
      // A live region must be there before it speaks.
      var line = document.createElement("p");
      line.setAttribute("role", "status");
      box.appendChild(line);
      if (navigator.share) box.querySelectorAll("li[hidden]").forEach(function (item) { item.hidden = false; });
    });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", prepare);
  else prepare();
})();
