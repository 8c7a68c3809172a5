'use client';
import { type FocusEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

export type Hold = {
  /** True while somebody looks at a line: nothing may move then. */
  readonly isHeld: boolean;
  /** For what stands right above the lines: once it is out of sight, they have been scrolled. */
  readonly top: RefObject<HTMLDivElement | null>;
  /** For what holds the lines. */
  readonly handlers: {
    readonly onPointerOver: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: (event: FocusEvent) => void;
    readonly onBlur: (event: FocusEvent) => void;
  };
};

/** What stands above the lines, such as the button that lets them follow, holds nothing. */
function isOnLine(target: EventTarget): boolean {
  return target instanceof Element && target.closest('tbody') !== null;
}

/** Whether a list of lines is looked at: under the pointer, with the focus in it, or scrolled. */
export function useHold(): Hold {
  const top = useRef<HTMLDivElement>(null);
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  useEffect(() => {
    if (top.current === null) return;
    const observer = new IntersectionObserver(([entry]) => setScrolled(entry?.isIntersecting === false));
    observer.observe(top.current);
    return () => observer.disconnect();
  }, []);
  return {
    isHeld: isHovered || isFocused || isScrolled,
    top,
    handlers: {
      // A finger leaves nothing behind: on a touch screen the scroll alone holds.
      onPointerOver: ({ pointerType, target }) => setHovered(pointerType === 'mouse' && isOnLine(target)),
      onPointerLeave: () => setHovered(false),
      onFocus: ({ target }) => setFocused(isOnLine(target)),
      onBlur: ({ relatedTarget }) => setFocused(relatedTarget instanceof Node && isOnLine(relatedTarget)),
    },
  };
}
