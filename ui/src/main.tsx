import { render } from 'solid-js/web'
import { App } from './shell/app'
import './shell/theme'
import './style/base.css'
import './style/shell.css'
import './style/parts.css'
import './style/views.css'

const root = document.getElementById('app')
if (!root) throw new Error('The page has no place for the UI')
render(() => <App />, root)
