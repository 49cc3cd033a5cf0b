import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useEffect, useRef } from 'react'
import { cellAt, type CellGrid, cellGrid, type CellTone, gapOf } from './cells.ts'
import classes from './progress.module.css'

interface Props {
  /** In running order. */
  cells: readonly CellTone[]
  /** The whole picture in words. */
  label: string
  /** The name under the pointer. */
  nameOf: (index: number) => string
  onSelect: (index: number) => void
}

/** One cell a router in running order, so that a failure has a place. A canvas: five thousand elements would cost too much. */
export function ProgressCells({ cells, label, nameOf, onSelect }: Props) {
  const { ref, width } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const scheme = useComputedColorScheme()
  const grid = cellGrid(cells.length, width)
  useEffect(() => {
    if (canvas.current !== null && width > 0) draw(canvas.current, cells, cellGrid(cells.length, width))
    // The scheme changes the variables that the colours are read from.
  }, [cells, width, scheme])
  const under = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return cellAt(event.clientX - box.left, event.clientY - box.top, grid, cells.length)
  }
  return (
    <div ref={ref} className={classes.field}>
      <canvas
        ref={canvas}
        className={classes.canvas}
        role="img"
        aria-label={label}
        hidden={width === 0}
        style={{ width: grid.columns * grid.pitch, height: grid.rows * grid.line }}
        onPointerMove={(event) => {
          const index = under(event)
          event.currentTarget.title = index === undefined ? '' : nameOf(index)
        }}
        onPointerUp={(event) => {
          const index = under(event)
          if (index !== undefined && event.button === 0) onSelect(index)
        }}
      />
    </div>
  )
}

type Pen = CanvasRenderingContext2D
type Draw = (pen: Pen, x: number, y: number, width: number, height: number) => void

const block: Draw = (pen, x, y, width, height) => {
  // Of thousands nobody sees the corners, and they cost.
  if (width < 10) return pen.fillRect(x, y, width, height)
  pen.beginPath()
  pen.roundRect(x, y, width, height, 2)
  pen.fill()
}
const outline: Draw = (pen, x, y, width, height) => {
  pen.beginPath()
  pen.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, 2)
  pen.stroke()
}
/** Striped: under way. */
const stripes: Draw = (pen, x, y, width, height) => {
  pen.save()
  pen.beginPath()
  pen.roundRect(x, y, width, height, 2)
  pen.clip()
  pen.globalAlpha = 0.35
  pen.fillRect(x, y, width, height)
  pen.globalAlpha = 1
  pen.lineWidth = 3
  for (let at = x - height; at < x + width + height; at += 8) {
    pen.beginPath()
    pen.moveTo(at, y + height)
    pen.lineTo(at + height, y)
    pen.stroke()
  }
  pen.restore()
}
/** Reaches into the gaps, so that it is seen in grey too. */
const tall: Draw = (pen, x, y, width, height) => pen.fillRect(x - 1, y - 1, width + 2, height + 2)

/** Shape before colour, as far as a few pixels go. */
const drawings: Record<CellTone, { colour: string; draw: Draw }> = {
  waiting: { colour: '--sv-line', draw: block },
  left: { colour: '--sv-unk-line', draw: outline },
  done: { colour: '--sv-accent', draw: block },
  running: { colour: '--sv-accent', draw: stripes },
  failed: { colour: '--sv-fail-fill', draw: tall },
}

function draw(canvas: HTMLCanvasElement, cells: readonly CellTone[], grid: CellGrid): void {
  const pen = canvas.getContext('2d')
  if (pen === null) return
  const scale = window.devicePixelRatio
  canvas.width = grid.columns * grid.pitch * scale
  canvas.height = grid.rows * grid.line * scale
  pen.scale(scale, scale)
  const style = getComputedStyle(canvas)
  const gap = gapOf(grid)
  // One after the other: changing the pen's colour costs more than drawing.
  for (const [tone, { colour, draw: mark }] of Object.entries(drawings)) {
    pen.fillStyle = pen.strokeStyle = style.getPropertyValue(colour)
    cells.forEach((cell, index) => {
      if (cell !== tone) return
      const [column, row] = [index % grid.columns, Math.floor(index / grid.columns)]
      // On whole pixels, or the edges would blur.
      const left = Math.round(column * grid.pitch)
      mark(pen, left, row * grid.line + 1, Math.round((column + 1) * grid.pitch) - left - gap, grid.line - 2)
    })
  }
}
