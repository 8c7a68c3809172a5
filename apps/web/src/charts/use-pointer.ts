'use client';
import { type PointerEvent, useState } from 'react';
import type { Span } from '../analytics/range.ts';
import { type Bucket, bucketAt } from './buckets.ts';
import { useHover } from './hover.tsx';

/** A place in a plot: the bucket, and how high up as a share. */
export type Place = { readonly nth: number; readonly height: number };

export type PointerOptions = {
  readonly buckets: readonly Bucket[];
  /** A click. */
  readonly onPick?: ((place: Place) => void) | undefined;
  /** A stretch that was drawn over two or more buckets. */
  readonly onZoom?: ((span: Span) => void) | undefined;
};

/** So far a click may slip, in pixels. */
const slipPx = 5;

type Drag = { readonly fromNth: number; readonly fromX: number; readonly toNth: number; readonly isMoved: boolean };

function placeOf(event: PointerEvent<HTMLElement>, count: number): Place {
  const box = event.currentTarget.getBoundingClientRect();
  const along = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 0.999_999);
  return { nth: Math.floor(along * count), height: 1 - (event.clientY - box.top) / box.height };
}

function spanOf(buckets: readonly Bucket[], { fromNth, toNth }: Drag): Span | undefined {
  const [first, last] = [buckets[Math.min(fromNth, toNth)], buckets[Math.max(fromNth, toNth)]];
  return first === undefined || last === undefined ? undefined : { fromMs: first.fromMs, toMs: last.toMs };
}

/** What the pointer does over a plot: points at a bucket (in every chart of the page), picks one, or draws a stretch. */
export function usePointer({ buckets, onPick, onZoom }: PointerOptions) {
  const [atMs, setAtMs] = useHover();
  const [isHere, setIsHere] = useState(false);
  const [drag, setDrag] = useState<Drag | undefined>();
  const [height, setHeight] = useState(0);

  const handlers = {
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const place = placeOf(event, buckets.length);
      setHeight(place.height);
      setIsHere(true);
      setAtMs(buckets[place.nth]?.fromMs);
      if (drag === undefined) return;
      const isMoved = drag.isMoved || Math.abs(event.clientX - drag.fromX) > slipPx;
      setDrag({ ...drag, toNth: place.nth, isMoved });
    },
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      // A finger scrolls; it taps to point, and picks by the table.
      if (event.pointerType !== 'touch') event.currentTarget.setPointerCapture(event.pointerId);
      const { nth } = placeOf(event, buckets.length);
      setDrag({ fromNth: nth, fromX: event.clientX, toNth: nth, isMoved: false });
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      setDrag(undefined);
      if (drag === undefined || event.pointerType === 'touch') return;
      if (!drag.isMoved) return onPick?.(placeOf(event, buckets.length));
      const span = spanOf(buckets, drag);
      if (span !== undefined && drag.fromNth !== drag.toNth) onZoom?.(span);
    },
    onPointerCancel: () => setDrag(undefined),
    onPointerLeave() {
      setIsHere(false);
      setAtMs(undefined);
    },
  };
  const nth = atMs === undefined ? -1 : bucketAt(buckets, atMs);
  const selection = drag?.isMoved === true && onZoom !== undefined ? drag : undefined;
  return { handlers, nth, height, isHere, selection };
}
