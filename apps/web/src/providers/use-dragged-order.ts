'use client';
import { type DragEvent, type KeyboardEvent, useState } from 'react';

type Drag = { readonly from: number; readonly over: number };

/** Drag and drop, and arrow keys, over rows that have an order. `onMove` is told once a row was put somewhere else. */
export function useDraggedOrder(onMove: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag>();
  const [armed, setArmed] = useState<number>();
  const end = () => {
    setDrag(undefined);
    setArmed(undefined);
  };
  return {
    drag,
    /** Of the row `index`: it can be dragged while its handle is held. */
    row: (index: number) => ({
      draggable: armed === index,
      onDragStart(event: DragEvent) {
        event.dataTransfer.effectAllowed = 'move';
        setDrag({ from: index, over: index });
      },
      onDragOver(event: DragEvent) {
        if (drag === undefined) return;
        event.preventDefault();
        if (drag.over !== index) setDrag({ ...drag, over: index });
      },
      onDrop(event: DragEvent) {
        event.preventDefault();
        if (drag !== undefined && drag.from !== index) onMove(drag.from, index);
        end();
      },
      onDragEnd: end,
    }),
    /** Of the handle in the row `index`. */
    handle: (index: number) => ({
      onPointerDown: () => setArmed(index),
      onPointerUp: () => setArmed(undefined),
      onKeyDown(event: KeyboardEvent) {
        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
        if (step === 0) return;
        event.preventDefault();
        onMove(index, index + step);
      },
    }),
  };
}
