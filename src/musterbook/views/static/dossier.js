"use strict";
// Everything works without this script; it opens the words behind a figure beside it, tells who says a drawn figure,
// and unfolds what is folded before the page is printed.
(function () {
  var drawer = document.getElementById("drawer");
  var body = document.getElementById("drawer-body");

  function withoutIds(node) {
    var copy = node.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll("[id]").forEach(function (inner) { inner.removeAttribute("id"); });
    return copy;
  }

  function neighbour(node) {
    return node && node.nodeType === 1 ? withoutIds(node) : null;
  }

  // The quoted sentence with what stands beside it in its passage; another quoted sentence there turns grey.
  function passage(item, number) {
    var block = document.createElement("p");
    block.className = "passage";
    [item.previousElementSibling, item, item.nextElementSibling].forEach(function (node) {
      var copy = neighbour(node);
      if (!copy) { return; }
      if (node !== item) {
        copy.className = "near";
        copy.querySelectorAll(".no").forEach(function (inner) { inner.remove(); });
        copy.textContent = copy.textContent.trim();
      }
      block.append(copy, " ");
    });
    var go = document.createElement("a");
    go.href = "#e" + number;
    go.className = "go";
    go.textContent = drawer.dataset.go;
    block.append(go);
    return block;
  }

  function fill(numbers) {
    var current = null;
    var block = null;
    body.textContent = "";
    numbers.forEach(function (number) {
      var item = document.getElementById("e" + number);
      if (!item) { return; }
      var source = item.closest(".source");
      if (source !== current) {
        block = document.createElement("section");
        block.append(withoutIds(source.querySelector("h3")), withoutIds(source.querySelector(".by")));
        body.append(block);
        current = source;
      }
      block.append(passage(item, number));
    });
    return body.firstChild !== null;
  }

  if (drawer && typeof drawer.showModal === "function") {
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (drawer.contains(event.target)) {
        if (event.target === drawer || event.target.id === "drawer-close" || (link && link.className === "go")) {
          drawer.close();
        }
        return;
      }
      if (!link || !link.dataset.e || event.button || event.metaKey || event.ctrlKey || event.shiftKey) { return; }
      if (fill(link.dataset.e.split(" "))) {
        event.preventDefault();
        drawer.showModal();
        body.scrollTop = 0;
      }
    });
  }

  document.querySelectorAll(".series").forEach(function (figure) {
    var readout = figure.querySelector(".readout");
    if (!readout) { return; }
    var hint = readout.textContent;
    var plot = figure.querySelector(".plot");
    function tell(event) {
      var drawn = event.target.closest(".fig");
      if (drawn) { readout.textContent = drawn.querySelector("title").textContent; }
    }
    function hush() { readout.textContent = hint; }
    plot.addEventListener("pointerover", tell);
    plot.addEventListener("focusin", tell);
    plot.addEventListener("pointerleave", hush);
    plot.addEventListener("focusout", hush);
  });

  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    unfolded = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    unfolded.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () {
    unfolded.forEach(function (fold) { fold.open = false; });
    unfolded = [];
  });
})();
