// The share box: the parent of re-shares, copying, the system's share sheet, printing, closing.
// Everything works without it; whatever fails here, the link is followed.
(function () {
  // Read once: an anchor within the page takes its place in the address.
  var token = /[#&]st=([\w-]{24}(?:[\w-]{4})?)(?:&|$)/.exec(location.hash);

  function pressed(event) {
    var link = event.target.closest && event.target.closest(".st-box a");
    if (!link || event.defaultPrevented) return;
    var box = link.closest(".st-box");
    if ((link.getAttribute("href") || "").charAt(0) === "#") return event.button ? 0 : close(event, box);
    adopt(link);
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var channel = link.dataset.c;
    var follow = function () { location.href = link.href; };
    if (channel === "copy" && navigator.clipboard) {
      event.preventDefault();
      copy(link).then(function () { say(box); }, follow);
    } else if (channel === "web-share" && navigator.share) {
      event.preventDefault();
      mint(link).then(function (made) {
        // The sheet was closed, or is open already: no failure.
        return navigator.share({ title: document.title, url: made.landing }).catch(function (reason) {
          if (!/^(Abort|InvalidState)Error$/.test(reason.name)) throw reason;
        });
      }).catch(follow);
    } else if (channel === "print" && window.print) {
      event.preventDefault();
      // The link goes on paper with the article.
      mint(link).then(function (made) { line(box).textContent = made.landing; }).catch(function () {})
        .then(function () { window.print(); });
    } else if (/^(sms|email|viber|threema|messenger)$/.test(channel)) {
      event.preventDefault();
      mint(link).then(function (made) {
        if (!made.intent || /^https:/.test(made.intent)) throw 0;
        location.href = made.intent;
      }).catch(follow);
    } else if (!/^(copy|web-share|print)$/.test(channel)) {
      // The article stays where it is.
      link.target = "_blank";
    }
  }

  // A press link carries the parent, once.
  function adopt(link) {
    if (token && link.search.indexOf("&from=") < 0) link.search += "&from=" + token[1];
  }

  // Records the press and gives {landing, intent}; a collector that does not answer must not hold the reader up.
  function mint(link) {
    var stop = window.AbortController && new AbortController();
    var timer = stop && setTimeout(function () { stop.abort(); }, 4000);
    return fetch(link.href, {
      headers: { Accept: "application/json" }, credentials: "omit", signal: stop ? stop.signal : undefined
    }).then(function (answer) {
      if (!answer.ok) throw 0;
      return answer.json();
    }).then(function (made) {
      clearTimeout(timer);
      return made;
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

  function say(box) {
    // The same words again are spoken only if they were gone.
    line(box).textContent = "";
    setTimeout(function () { line(box).textContent = box.dataset.copied || "✓"; }, 50);
  }

  function close(event, box) {
    event.preventDefault();
    box.hidden = true;
    box.style.display = "none";
    // The focus goes to where the box was, not to the top of the page.
    var mark = box.previousElementSibling;
    if (mark) {
      mark.tabIndex = -1;
      mark.focus({ preventScroll: true });
    }
  }

  function line(box) {
    prepare(box);
    return box.querySelector("[role=status]");
  }

  // A live region must be there before it speaks.
  function prepare(box) {
    if (box.querySelector("[role=status]")) return;
    var status = document.createElement("p");
    status.setAttribute("role", "status");
    box.appendChild(status);
    if (navigator.share) box.querySelectorAll("li[hidden]").forEach(function (item) { item.hidden = false; });
  }

  function prepareAll() { document.querySelectorAll(".st-box").forEach(prepare); }

  document.addEventListener("click", pressed);
  document.addEventListener("auxclick", pressed);
  prepareAll();
  // Boxes that are still to be parsed, or put in by a script later.
  if (window.MutationObserver) {
    new MutationObserver(prepareAll).observe(document.documentElement, { childList: true, subtree: true });
  } else document.addEventListener("DOMContentLoaded", prepareAll);
})();
