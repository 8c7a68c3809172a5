'use client';
import { useEffect, useRef } from 'react';

const nearPx = 80;

/** Columns scroll by themselves where they stand beside the settings; below that width the page does. */
const isWide = () => window.matchMedia('(min-width: 1024px)').matches;

/** Keeps the newest words in view as `list` grows inside of `box`, unless the reader has gone up. */
export function useEndInView() {
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    let isAtEnd = true;
    const scroller = () => (isWide() ? box.current : document.scrollingElement);
    const onScroll = () => {
      const current = scroller();
      if (current !== null) isAtEnd = current.scrollHeight - current.scrollTop - current.clientHeight < nearPx;
    };
    const observer = new ResizeObserver(() => {
      const current = scroller();
      if (isAtEnd) current?.scrollTo({ top: current.scrollHeight });
    });
    if (list.current !== null) observer.observe(list.current);
    // Scrolling does not bubble: the capture sees the box's as well as the page's.
    window.addEventListener('scroll', onScroll, true);
    return () => {
      observer.disconnect();
      window.removeEventListener('scroll', onScroll, true);
    };
  }, []);
  return { box, list };
}
