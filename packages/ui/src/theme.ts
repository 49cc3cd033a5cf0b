import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'
import { dark, light } from './colors.ts'

const text =
  '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, sans-serif'
const mono =
  'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace'

// Mantine paints its own parts from these scales, so they hold the same greys as the `--sv-*` variables.
const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f4f6f8',
  '#e6e9ed',
  '#dfe3e8',
  '#cfd5db',
  '#97a1ac',
  '#616b78',
  '#4a5360',
  '#2c333b',
  '#14181d',
]
const darkGray: MantineColorsTuple = [
  '#e6e9ec',
  '#b4bcc5',
  '#8e98a4',
  '#66707c',
  '#3a424b',
  '#262c33',
  '#1b1f25',
  '#14171b',
  '#0f1215',
  '#0a0c0e',
]
const accent: MantineColorsTuple = [
  '#eef3ff',
  '#dbe5ff',
  '#b7cbff',
  '#8fb0ff',
  '#6a93fa',
  '#4775ec',
  '#2b5bdb',
  '#224bbb',
  '#1b3c96',
  '#142d70',
]
const red: MantineColorsTuple = [
  '#fdf1f1',
  '#fbdfe0',
  '#f5bfc1',
  '#f0989b',
  '#ea6a6e',
  '#d9434a',
  '#c8262e',
  '#b91f27',
  '#93181f',
  '#6d1217',
]

const control = { '--button-height': 'var(--sv-control)', '--button-padding-x': '10px', '--button-fz': '12px' }
const field = { '--input-height': 'var(--sv-input)', '--input-fz': '12px', '--input-padding': '9px' }

// Mantine makes a description two pixels smaller than its label, and the xs of a choice leaves 9 of them.
const described = { fontSize: '11px', lineHeight: '16px' }
const choice = { label: { fontSize: '12px', lineHeight: '16px' }, description: described }
const titled = { title: { fontSize: '15px', fontWeight: 600, lineHeight: '22px' } }
const fieldVars = () => ({ wrapper: field })

/** The one Mantine theme. Buttons are neutral unless asked: a page has at most one `variant="filled"`. */
export const theme = createTheme({
  fontFamily: text,
  fontFamilyMonospace: mono,
  white: '#ffffff',
  black: '#14181d',
  colors: { accent, red, gray, dark: darkGray },
  primaryColor: 'accent',
  primaryShade: 6,
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '22px', xl: '24px' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '10px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  activeClassName: '',
  headings: {
    fontFamily: text,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '24px' },
      h2: { fontSize: '15px', lineHeight: '22px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  components: {
    Button: { defaultProps: { variant: 'default' }, vars: () => ({ root: control }) },
    ActionIcon: { defaultProps: { variant: 'default' }, vars: () => ({ root: { '--ai-size': 'var(--sv-control)' } }) },
    Input: { vars: fieldVars },
    InputWrapper: {
      vars: () => ({ label: { '--input-label-size': '12px' }, error: {}, description: {} }),
      styles: { description: described, error: described },
    },
    Checkbox: { defaultProps: { size: 'xs' }, styles: choice },
    Radio: { defaultProps: { size: 'xs' }, styles: choice },
    Switch: { defaultProps: { size: 'xs' }, styles: choice },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { transitionProps: { duration: 160 } }, styles: titled },
    Drawer: { defaultProps: { transitionProps: { duration: 160 } }, styles: titled },
  },
  shadows: { md: 'var(--sv-shadow)' },
})

/** Mantine's semantic names, pointed at ours. */
const semantic = {
  '--mantine-color-body': 'var(--sv-page)',
  '--mantine-color-text': 'var(--sv-text)',
  '--mantine-color-bright': 'var(--sv-text)',
  '--mantine-color-dimmed': 'var(--sv-text-3)',
  '--mantine-color-placeholder': 'var(--sv-text-3)',
  '--mantine-color-anchor': 'var(--sv-link)',
  '--mantine-color-error': 'var(--sv-fail)',
  '--mantine-color-default': 'var(--sv-raised)',
  '--mantine-color-default-hover': 'var(--sv-hover)',
  '--mantine-color-default-color': 'var(--sv-text)',
  '--mantine-color-default-border': 'var(--sv-line-strong)',
  '--mantine-color-disabled': 'var(--sv-line)',
  '--mantine-color-disabled-color': 'var(--sv-disabled)',
  '--mantine-color-disabled-border': 'var(--sv-line)',
}

/** Give it to MantineProvider: every `--sv-*` colour in both schemes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...light, ...semantic },
  dark: { ...dark, ...semantic },
})
