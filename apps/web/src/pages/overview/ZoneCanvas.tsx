import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useEffect, useRef } from 'react'
import type { Standing } from '../../vm/fleet/standing.ts'
import { type Grid, gridOf, type Mark, markAt, placeOf, scaleOf } from './fleet-map.ts'
import classes from './overview.module.css'

interface Props {
  marks: readonly Mark[]
  /** Routers of the whole fleet: every zone is drawn at the same scale. */
  fleet: number
  /** The whole picture in words. */
  label: string
  onPoint: (mark: Mark | undefined) => void
  onSelect: (mark: Mark) => void
}

/** One mark a router. A canvas, since ten thousand elements would cost more than they tell. */
export function ZoneCanvas({ marks, fleet, label, onPoint, onSelect }: Props) {
  const { ref, width } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const scheme = useComputedColorScheme()
  const { pitch, side } = scaleOf(fleet)
  const grid = gridOf(marks.length, width, pitch)
  useEffect(() => {
    if (canvas.current !== null && width > 0) draw(canvas.current, marks, gridOf(marks.length, width, pitch), side)
    // The scheme changes the variables that the colours are read from.
  }, [marks, width, pitch, side, scheme])
  const under = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    const index = markAt(event.clientX - box.left, event.clientY - box.top, grid, marks.length)
    return index === undefined ? undefined : marks[index]
  }
  return (
    <div ref={ref} className={classes.field}>
      {/* Before it is measured it has no columns, and would be as high as it has routers. */}
      <canvas
        ref={canvas}
        className={classes.canvas}
        role="img"
        aria-label={label}
        hidden={width === 0}
        style={{ width: grid.columns * pitch, height: grid.rows * pitch }}
        onPointerMove={(event) => onPoint(under(event))}
        onPointerLeave={() => onPoint(undefined)}
        onPointerUp={(event) => {
          const mark = under(event)
          if (mark !== undefined && event.button === 0) onSelect(mark)
        }}
      />
    </div>
  )
}

type Draw = (pen: CanvasRenderingContext2D, x: number, y: number, side: number) => void

const square: Draw = (pen, x, y, side) => pen.fillRect(x, y, side, side)
/** Reaches into the gap, so that it is seen in grey too. */
const large: Draw = (pen, x, y, side) => pen.fillRect(x - 1, y - 1, side + 2, side + 2)
const hollow: Draw = (pen, x, y, side) => pen.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1)
const dash: Draw = (pen, x, y, side) => pen.fillRect(x, y + Math.floor(side / 2) - 1, side, 2)
const triangle: Draw = (pen, x, y, side) => {
  pen.beginPath()
  pen.moveTo(x + side / 2, y - 1)
  pen.lineTo(x + side + 1, y + side)
  pen.lineTo(x - 1, y + side)
  pen.fill()
}

/** Shape before colour, as far as a few pixels go. */
const drawings: Record<Standing, { colour: string; draw: Draw }> = {
  failing: { colour: '--sv-fail-fill', draw: large },
  'pair-wrong': { colour: '--sv-fail-fill', draw: large },
  'no-contact': { colour: '--sv-text-2', draw: hollow },
  warning: { colour: '--sv-warn-fill', draw: triangle },
  unknown: { colour: '--sv-text-2', draw: hollow },
  'never-ran': { colour: '--sv-unk-line', draw: dash },
  stale: { colour: '--sv-map', draw: hollow },
  passing: { colour: '--sv-map', draw: square },
}

function draw(canvas: HTMLCanvasElement, marks: readonly Mark[], grid: Grid, side: number): void {
  const pen = canvas.getContext('2d')
  if (pen === null) return
  const scale = window.devicePixelRatio
  canvas.width = grid.columns * grid.pitch * scale
  canvas.height = grid.rows * grid.pitch * scale
  pen.scale(scale, scale)
  const style = getComputedStyle(canvas)
  // One after the other: changing the pen's colour costs more than drawing.
  for (const [standing, { colour, draw: mark }] of Object.entries(drawings)) {
    pen.fillStyle = pen.strokeStyle = style.getPropertyValue(colour)
    marks.forEach((one, index) => {
      if (one.standing !== standing) return
      const { x, y } = placeOf(index, grid)
      mark(pen, x + 1, y + 1, side)
    })
  }
}
