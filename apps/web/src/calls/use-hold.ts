'use client';
import { type FocusEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

export type Hold = {
  /** True while somebody looks at a line: nothing may move then. */
  readonly isHeld: boolean;
  /** For what stands right above the lines: once it is out of sight, they have been scrolled. */
  readonly top: RefObject<HTMLDivElement | null>;
  /** For what holds the lines. */
  readonly handlers: {
    readonly onPointerEnter: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (event: FocusEvent) => void;
  };
};

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
      onPointerEnter: ({ pointerType }) => setHovered(pointerType === 'mouse'),
      onPointerLeave: () => setHovered(false),
      onFocus: () => setFocused(true),
      onBlur: ({ currentTarget, relatedTarget }) => {
        setFocused(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
      },
    },
  };
}
