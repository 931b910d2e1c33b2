// A link to #comment-N may lead to a page where comment N is not: another system had
// shorter pages, or shows the newest first. The thread knows an address that leads to
// each of its comments; without scripts "Find a comment by its number" goes the same way.

const ANCHOR = /^#comment-(\d{1,18})$/;

async function findComment() {
  const anchor = location.hash;
  const number = ANCHOR.exec(anchor)?.[1];
  const thread = document.querySelector("[data-comment-addresses]");
  if (!number || !thread || document.getElementById(anchor.slice(1))) return;
  // Asked before going there: nobody is led away from a page to be told that there is
  // no such comment, nor round and round where it is there but not shown.
  const answer = await fetch(`${thread.dataset.commentAddresses}${number}/`, { method: "HEAD" });
  const isElsewhere = new URL(answer.url).pathname !== location.pathname;
  if (answer.ok && isElsewhere && location.hash === anchor) {
    location.replace(answer.url.split("#")[0] + anchor);
  }
}

addEventListener("hashchange", findComment);
findComment();
