// A link to #comment-N may lead to a page where comment N is not: another system had
// shorter pages, or showed other ones below the article. The thread says where its
// comments are asked for; without scripts "Find a comment by its number" does the same.

const ANCHOR = /^#comment-(\d{1,18})$/;

async function findComment() {
  const anchor = location.hash;
  const number = ANCHOR.exec(anchor)?.[1];
  const thread = document.querySelector("[data-find-comment]");
  if (!number || !thread || document.getElementById(anchor.slice(1))) return;
  // Asked before going there: nobody is led away from a page to be told that there is
  // no such comment.
  const answer = await fetch(`${thread.dataset.findComment}?n=${number}`, { method: "HEAD" });
  const isElsewhere = new URL(answer.url).pathname !== location.pathname;
  if (answer.ok && isElsewhere && location.hash === anchor) {
    location.replace(answer.url.split("#")[0] + anchor);
  }
}

addEventListener("hashchange", findComment);
findComment();
